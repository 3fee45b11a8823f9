using System.Text.Json;
using Azure.Data.Tables;

namespace LocalHost.Tables.Entities;

/// <summary>Writes and reads the dictionary kind of entity, whose types are those of its values.</summary>
internal static class DynamicEntity
{
    public static void Write(Utf8JsonWriter writer, TableEntity entity)
    {
        var properties = entity.Properties();
        while (properties.MoveNext())
        {
            var (name, value) = properties.Current;
            if (value is not null && !EntityNames.IsServerSide(name))
            {
                Write(writer, name, value);
            }
        }
    }

    public static TableEntity Read(ref Utf8JsonReader reader)
    {
        var entity = new TableEntity();
        string? typedName = null;
        string? type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name.EndsWith(EntityNames.TypeSuffix, StringComparison.Ordinal))
            {
                typedName = name[..^EntityNames.TypeSuffix.Length];
                type = reader.GetString();
                Retype(entity, typedName, type);
            }
            else if (name is EntityNames.ETag || !name.StartsWith("odata.", StringComparison.Ordinal))
            {
                var announced = name == typedName ? type : name == EntityNames.Timestamp ? EdmConverters.DateTime : null;
                entity[name] = Value(ref reader, announced);
            }
        }

        return entity;
    }

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                Write(writer, name, number, EdmConverters.Long);
                break;
            case double number:
                Write(writer, name, number, EdmConverters.Real);
                break;
            case DateTimeOffset instant:
                Write(writer, name, instant, EdmConverters.Instant);
                break;
            case DateTime instant:
                Write(writer, name, instant, EdmConverters.UtcTime);
                break;
            case Guid id:
                Write(writer, name, id, EdmConverters.Uuid);
                break;
            case byte[] bytes:
                Write(writer, name, bytes, EdmConverters.Bytes);
                break;
            case BinaryData data:
                Write(writer, name, data, EdmConverters.Data);
                break;
            default:
                throw new NotSupportedException($"A table has no type for {value.GetType()} (property {name}).");
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, string name, T value, EdmConverter<T> converter)
    {
        Span<char> typeName = stackalloc char[name.Length + EntityNames.TypeSuffix.Length];
        name.CopyTo(typeName);
        EntityNames.TypeSuffix.CopyTo(typeName[name.Length..]);
        writer.WriteString(typeName, converter.EdmType);
        writer.WritePropertyName(name);
        converter.Write(writer, value);
    }

    private static object Value(ref Utf8JsonReader reader, string? type) => (reader.TokenType, type) switch
    {
        (JsonTokenType.Null, _) => null!,
        (JsonTokenType.True or JsonTokenType.False, _) => reader.GetBoolean(),
        (_, EdmConverters.Int64) => EdmConverters.Long.Read(ref reader),
        (_, EdmConverters.Double) => EdmConverters.Real.Read(ref reader),
        (JsonTokenType.Number, _) => reader.TryGetInt32(out var whole) ? (object)whole : reader.GetDouble(),
        (_, EdmConverters.DateTime) => EdmConverters.Instant.Read(ref reader),
        (_, EdmConverters.Guid) => reader.GetGuid(),
        (_, EdmConverters.Binary) => reader.GetBytesFromBase64(),
        _ => reader.GetString()!,
    };

    /// <summary>An announcement that follows its property instead of preceding it: read the stored text once more.</summary>
    private static void Retype(TableEntity entity, string name, string? type)
    {
        if (!entity.TryGetValue(name, out var stored) || stored is null)
        {
            return;
        }

        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(stored));
        reader.Read();
        entity.Remove(name);
        entity[name] = Value(ref reader, type);
    }
}
