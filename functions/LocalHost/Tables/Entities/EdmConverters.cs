using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace LocalHost.Tables.Entities;

/// <summary>
/// The types a table can hold (OData's EDM types). Decimal and float are not among them: stored as doubles they would
/// lose digits silently, so they are refused.
/// </summary>
internal static class EdmConverters
{
    public const string Int64 = "Edm.Int64";
    public const string Double = "Edm.Double";
    public const string DateTime = "Edm.DateTime";
    public const string Guid = "Edm.Guid";
    public const string Binary = "Edm.Binary";

    public static readonly EdmConverter<string?> Text = new("", static (w, v) => w.WriteStringValue(v), ReadText);
    public static readonly EdmConverter<bool> Boolean = new("", static (w, v) => w.WriteBooleanValue(v), ReadBoolean);
    public static readonly EdmConverter<int> Integer = new("", static (w, v) => w.WriteNumberValue(v), ReadInteger);
    public static readonly EdmConverter<long> Long = new(Int64, WriteLong, ReadLong);
    public static readonly EdmConverter<double> Real = new(Double, static (w, v) => w.WriteNumberValue(v), ReadReal);
    public static readonly EdmConverter<DateTimeOffset> Instant = new(DateTime, WriteInstant, ReadInstant);
    public static readonly EdmConverter<DateTime> UtcTime = new(DateTime, WriteUtcTime, ReadUtcTime);
    public static readonly EdmConverter<Guid> Uuid = new(Guid, static (w, v) => w.WriteStringValue(v), ReadUuid);
    public static readonly EdmConverter<byte[]> Bytes = new(Binary, static (w, v) => w.WriteBase64StringValue(v), ReadBytes);
    public static readonly EdmConverter<BinaryData> Data = new(
        Binary, static (w, v) => w.WriteBase64StringValue(v.ToMemory().Span), static (ref r) => new BinaryData(r.GetBytesFromBase64()));

    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(string)] = Text,
        [typeof(bool)] = Boolean,
        [typeof(int)] = Integer,
        [typeof(long)] = Long,
        [typeof(double)] = Real,
        [typeof(DateTimeOffset)] = Instant,
        [typeof(DateTime)] = UtcTime,
        [typeof(Guid)] = Uuid,
        [typeof(byte[])] = Bytes,
        [typeof(BinaryData)] = Data,
    };

    /// <exception cref="NotSupportedException">No EDM type can hold a value of this type.</exception>
    public static EdmConverter<T> For<T>()
    {
        if (ByType.TryGetValue(typeof(T), out var converter))
        {
            return (EdmConverter<T>)converter;
        }

        var inner = Nullable.GetUnderlyingType(typeof(T));
        var factory = inner is not null ? nameof(OfNullable) : typeof(T).IsEnum ? nameof(OfEnum)
            : throw new NotSupportedException($"A table has no type for {typeof(T)}.");
        return (EdmConverter<T>)typeof(EdmConverters)
            .GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(inner ?? typeof(T))
            .Invoke(null, null)!;
    }

    private static EdmConverter<T?> OfNullable<T>()
        where T : struct
    {
        var inner = For<T>();
        return new(inner.EdmType, (w, v) => inner.Write(w, v!.Value), (ref r) => inner.Read(ref r));
    }

    private static EdmConverter<T> OfEnum<T>()
        where T : struct, Enum =>
        new("", static (w, v) => w.WriteStringValue(v.ToString()), static (ref r) => Enum.Parse<T>(r.GetString()!));

    private static void WriteLong(Utf8JsonWriter writer, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(digits[..length]);
    }

    private static void WriteInstant(Utf8JsonWriter writer, DateTimeOffset value) => WriteUtcTime(writer, value.UtcDateTime);

    private static void WriteUtcTime(Utf8JsonWriter writer, DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc)
        {
            throw new NotSupportedException($"DateTime {value:O} has a Kind of {value.Kind}; only UTC can be stored.");
        }

        Span<byte> text = stackalloc byte[InstantFormat.Length];
        value.TryFormat(text, out var length, InstantFormat, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    private static string? ReadText(ref Utf8JsonReader reader) => reader.GetString();

    private static bool ReadBoolean(ref Utf8JsonReader reader) => reader.GetBoolean();

    private static int ReadInteger(ref Utf8JsonReader reader) => reader.GetInt32();

    private static long ReadLong(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number
        ? reader.GetInt64()
        : long.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

    private static double ReadReal(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number
        ? reader.GetDouble()
        : double.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadInstant(ref Utf8JsonReader reader) => reader.TryGetDateTimeOffset(out var instant)
        ? instant
        : DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static DateTime ReadUtcTime(ref Utf8JsonReader reader) => ReadInstant(ref reader).UtcDateTime;

    private static Guid ReadUuid(ref Utf8JsonReader reader) => reader.GetGuid();

    private static byte[] ReadBytes(ref Utf8JsonReader reader) => reader.GetBytesFromBase64();
}
