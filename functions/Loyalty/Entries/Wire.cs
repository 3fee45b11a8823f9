using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Loyalty.Entries;

/// <summary>The one spelling of dates, instants and optional values in everything that is hashed or stored.</summary>
internal static class Wire
{
    public const string DateFormat = "yyyy-MM-dd";

    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false };

    public static string Text(this DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static string Text(this DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static void Optional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void Array<T>(this Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var item in items)
            write(writer, item);
        writer.WriteEndArray();
    }

    public static void Object<T>(this Utf8JsonWriter writer, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
            return;
        writer.WriteStartObject(name);
        write(writer, value);
        writer.WriteEndObject();
    }

    /// <summary>Parses and maps; every way in which a text is not what it should be is a <see cref="FormatException"/>.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json, Func<JsonElement, T> map)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), ReaderOptions);
            return map(document.RootElement);
        }
        catch (Exception exception) when (IsShape(exception))
        {
            throw new FormatException($"Not a row of the ledger: {exception.Message}", exception);
        }
    }

    public static string Required(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    public static string? Optional(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    public static long NumberOr(this JsonElement element, string name, long other) =>
        element.TryGetProperty(name, out var value) ? value.GetInt64() : other;

    public static Points Points(this JsonElement element, string name) => new(element.Number(name));

    public static bool Flag(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.GetBoolean();

    public static DateOnly Date(this JsonElement element, string name) => ParseDate(element.Required(name));

    public static DateOnly? OptionalDate(this JsonElement element, string name) =>
        element.Optional(name) is { } text ? ParseDate(text) : null;

    public static DateTimeOffset Instant(this JsonElement element, string name) => ParseInstant(element.Required(name));

    public static DateTimeOffset ParseInstant(string text) =>
        DateTimeOffset.ParseExact(text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static IReadOnlyList<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.TryGetProperty(name, out var array) ? [.. array.EnumerateArray().Select(read)] : [];

    public static IReadOnlyList<string> Strings(this JsonElement element, string name) =>
        element.List(name, item => item.GetString() ?? throw new FormatException($"'{name}' holds null."));

    public static T? Object<T>(this JsonElement element, string name, Func<JsonElement, T> read)
        where T : class => element.TryGetProperty(name, out var value) ? read(value) : null;

    private static bool IsShape(Exception exception) => exception
        is JsonException or KeyNotFoundException or InvalidOperationException or ArithmeticException or ArgumentException
        or IndexOutOfRangeException;

    private static DateOnly ParseDate(string text) => DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture);
}
