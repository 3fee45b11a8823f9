using System.Text.Json;
using Azure.Data.Tables;
using LocalHost.Tables.Wire;

namespace LocalHost.Tables.Entities;

/// <summary>A row as the JSON that the service takes and gives (odata=minimalmetadata).</summary>
internal static class EntityText
{
    public static readonly JsonEncodedText PartitionKey = JsonEncodedText.Encode(EntityNames.PartitionKey);
    public static readonly JsonEncodedText RowKey = JsonEncodedText.Encode(EntityNames.RowKey);

    /// <summary>
    /// The default encoder escapes all but ASCII, and must: Azurite decodes a body piece by piece as it arrives and garbles
    /// a letter whose bytes fall into two of them.
    /// </summary>
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static void Write(PooledBody body, ITableEntity entity)
    {
        var writer = _writer ??= new Utf8JsonWriter(body, Options);
        writer.Reset(body);
        try
        {
            writer.WriteStartObject();
            if (entity is TableEntity row)
            {
                DynamicEntity.Write(writer, row);
            }
            else
            {
                EntityShape.Of(entity.GetType()).Write(writer, entity);
            }

            writer.WriteEndObject();
            writer.Flush();
        }
        finally
        {
            writer.Reset(PooledBody.None);
        }
    }

    /// <summary>Reads one row; the reader stands on the start of its object, or before it.</summary>
    public static T Read<T>(ref Utf8JsonReader reader)
        where T : class, ITableEntity
    {
        if (reader.TokenType == JsonTokenType.None)
        {
            reader.Read();
        }

        return typeof(T) == typeof(TableEntity)
            ? (T)(object)DynamicEntity.Read(ref reader)
            : (T)EntityShape.Of(typeof(T)).Read(ref reader);
    }

    /// <summary>Reads the rows of a query's answer.</summary>
    public static List<T> ReadPage<T>(ReadOnlySpan<byte> json)
        where T : class, ITableEntity
    {
        var rows = new List<T>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isRows)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                rows.Add(Read<T>(ref reader));
            }
        }

        return rows;
    }
}
