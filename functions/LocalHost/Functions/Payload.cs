using System.Collections;
using System.Text;
using System.Text.Json;
using Azure.Messaging;

namespace LocalHost.Functions;

/// <summary>Bodies of messages and events, to and from what functions take and give. JSON is the worker's: names as declared, read in any case.</summary>
internal static class Payload
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Binds a trigger's payloads to a parameter; null when the type cannot take a batch.</summary>
    public static Func<Invocation, object?>? Binding(Type type, bool batched)
    {
        if (!batched)
            return Single(type);
        return type.IsArray ? Many(type.GetElementType()!) : null;
    }

    /// <summary>The payloads that a function's output stands for; none for null.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> From(object? value) => value switch
    {
        null => [],
        string or byte[] or BinaryData or JsonElement or IDictionary => [One(value)],
        IEnumerable many => many.Cast<object?>().Where(x => x is not null).Select(x => One(x!)).ToList(),
        _ => [One(value)],
    };

    public static async ValueTask<object?> ReadBodyAsync(Stream body, Type type, CancellationToken cancellation)
    {
        if (type != typeof(string) && type != typeof(byte[]) && type != typeof(BinaryData))
            return await JsonSerializer.DeserializeAsync(body, type, Json, cancellation);
        var bytes = await BinaryData.FromStreamAsync(body, cancellation);
        return Read(bytes, type);
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Inputs(Invocation invocation) =>
        (IReadOnlyList<ReadOnlyMemory<byte>>)invocation.Input!;

    private static Func<Invocation, object?> Single(Type type) => invocation => Read(Inputs(invocation)[0], type);

    private static Func<Invocation, object?> Many(Type element) => invocation =>
    {
        var inputs = Inputs(invocation);
        var values = Array.CreateInstance(element, inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
            values.SetValue(Read(inputs[i], element), i);
        return values;
    };

    private static object? Read(ReadOnlyMemory<byte> bytes, Type type) =>
        type == typeof(string) ? Encoding.UTF8.GetString(bytes.Span)
        : type == typeof(byte[]) ? bytes.ToArray()
        : type == typeof(BinaryData) ? BinaryData.FromBytes(bytes)
        : type == typeof(CloudEvent) ? CloudEvent.Parse(BinaryData.FromBytes(bytes))
        : JsonSerializer.Deserialize(bytes.Span, type, Json);

    private static ReadOnlyMemory<byte> One(object value) => value switch
    {
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        BinaryData data => data.ToMemory(),
        CloudEvent cloud => BinaryData.FromObjectAsJson(cloud).ToMemory(),
        _ => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Json),
    };
}
