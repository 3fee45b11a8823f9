using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Testing.Tables.Rows;

namespace Testing.Tables.Protocol;

/// <summary>Reads one property's value from JSON into its packed form.</summary>
internal static class EdmValue
{
    public static EdmKind Kind(string? type) => type switch
    {
        "Edm.String" => EdmKind.String,
        "Edm.Boolean" => EdmKind.Boolean,
        "Edm.Int32" => EdmKind.Int32,
        "Edm.Int64" => EdmKind.Int64,
        "Edm.Double" => EdmKind.Double,
        "Edm.DateTime" => EdmKind.DateTime,
        "Edm.Guid" => EdmKind.Guid,
        "Edm.Binary" => EdmKind.Binary,
        _ => throw new RefusedException(TableError.InvalidInput),
    };

    /// <summary>The kind of a value whose type is not announced. A number is an Int32, or a Double when it is written like one.</summary>
    public static EdmKind Kind(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True or JsonTokenType.False => EdmKind.Boolean,
        JsonTokenType.Number => reader.ValueSpan.IndexOfAny(".eE"u8) >= 0 ? EdmKind.Double : EdmKind.Int32,
        JsonTokenType.String => EdmKind.String,
        _ => throw new RefusedException(TableError.InvalidInput),
    };

    public static void Read(ref Utf8JsonReader reader, EdmKind kind, int name, PropertyWriter properties)
    {
        switch (kind)
        {
            case EdmKind.String:
                ReadText(ref reader, name, properties);
                break;
            case EdmKind.Boolean:
                properties.Write(name, reader.GetBoolean());
                break;
            case EdmKind.Int32:
                properties.Write(name, reader.GetInt32());
                break;
            case EdmKind.Int64:
                properties.Write(name, kind, Whole(ref reader));
                break;
            case EdmKind.Double:
                properties.Write(name, kind, BitConverter.DoubleToInt64Bits(Real(ref reader)));
                break;
            case EdmKind.DateTime:
                properties.Write(name, kind, Instant(ref reader).Ticks);
                break;
            case EdmKind.Guid:
                properties.Write(name, kind, Guid.Parse(reader.GetString()!).ToByteArray());
                break;
            default:
                var bytes = reader.GetBytesFromBase64();
                EntityRules.CheckSize(bytes.Length);
                properties.Write(name, kind, bytes);
                break;
        }
    }

    private static void ReadText(ref Utf8JsonReader reader, int name, PropertyWriter properties)
    {
        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var text = rented.AsSpan(0, reader.CopyString(rented));
            EntityRules.CheckText(Encoding.UTF8.GetCharCount(text));
            properties.Write(name, EdmKind.String, text);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static long Whole(ref Utf8JsonReader reader) =>
        long.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Real(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number
        ? reader.GetDouble()
        : double.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

    private static DateTime Instant(ref Utf8JsonReader reader)
    {
        var utc = DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime;
        EntityRules.CheckInstant(utc);
        return utc;
    }
}
