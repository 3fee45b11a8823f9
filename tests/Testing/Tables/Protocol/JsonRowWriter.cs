using System.Globalization;
using System.Text.Json;
using Testing.Tables.Rows;

namespace Testing.Tables.Protocol;

/// <summary>Writes rows as the service answers them with odata=minimalmetadata.</summary>
internal static class JsonRowWriter
{
    private static readonly JsonEncodedText Metadata = JsonEncodedText.Encode("odata.metadata");
    private static readonly JsonEncodedText ETag = JsonEncodedText.Encode("odata.etag");
    private static readonly JsonEncodedText PartitionKey = JsonEncodedText.Encode("PartitionKey");
    private static readonly JsonEncodedText RowKey = JsonEncodedText.Encode("RowKey");
    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("Timestamp");

    public static void WriteMetadata(Utf8JsonWriter json, string value) => json.WriteString(Metadata, value);

    /// <summary>Writes the properties selected, or all for null. A selected one that the row does not have is answered as null.</summary>
    public static void Write(Utf8JsonWriter json, Row row, PropertyNames names, HashSet<string>? select)
    {
        json.WriteString(ETag, row.ETag);
        if (select is null || select.Contains("PartitionKey"))
        {
            json.WriteString(PartitionKey, row.PartitionKey);
        }

        if (select is null || select.Contains("RowKey"))
        {
            json.WriteString(RowKey, row.RowKey);
        }

        if (select is null || select.Contains("Timestamp"))
        {
            json.WriteString(Timestamp, row.Timestamp);
        }

        var written = WriteProperties(json, row, names, select);
        if (select is not null && written < select.Count)
        {
            WriteMissing(json, row, names, select);
        }
    }

    private static int WriteProperties(Utf8JsonWriter json, Row row, PropertyNames names, HashSet<string>? select)
    {
        var written = 0;
        var properties = new PropertyReader(row.Properties);
        while (properties.Read())
        {
            var name = names[properties.Name];
            if (select is null || select.Contains(name.Text))
            {
                Write(json, name, properties);
                written++;
            }
        }

        return written;
    }

    private static void WriteMissing(Utf8JsonWriter json, Row row, PropertyNames names, HashSet<string> select)
    {
        foreach (var name in select)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp") && !new PropertyReader(row.Properties).Find(names.Find(name)))
            {
                json.WriteNull(name);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, PropertyNames.Name name, PropertyReader property)
    {
        switch (property.Kind)
        {
            case EdmKind.String:
                json.WriteString(name.Json, property.Value);
                break;
            case EdmKind.Boolean:
                json.WriteBoolean(name.Json, property.AsBoolean);
                break;
            case EdmKind.Int32:
                json.WriteNumber(name.Json, property.AsInt32);
                break;
            case EdmKind.Int64:
                json.WriteString(name.TypeJson, "Edm.Int64");
                json.WriteString(name.Json, property.AsInt64.ToString(CultureInfo.InvariantCulture));
                break;
            case EdmKind.Double:
                Write(json, name, property.AsDouble);
                break;
            case EdmKind.DateTime:
                json.WriteString(name.TypeJson, "Edm.DateTime");
                json.WriteString(name.Json, property.AsDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
                break;
            case EdmKind.Guid:
                json.WriteString(name.TypeJson, "Edm.Guid");
                json.WriteString(name.Json, property.AsGuid);
                break;
            default:
                json.WriteString(name.TypeJson, "Edm.Binary");
                json.WriteBase64String(name.Json, property.Value);
                break;
        }
    }

    /// <summary>A whole double keeps its point, by which a reader tells it from an integer; what JSON cannot write is text.</summary>
    private static void Write(Utf8JsonWriter json, PropertyNames.Name name, double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
        {
            json.WriteString(name.TypeJson, "Edm.Double");
            json.WriteString(name.Json, text);
            return;
        }

        json.WritePropertyName(name.Json);
        json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text, skipInputValidation: true);
    }
}
