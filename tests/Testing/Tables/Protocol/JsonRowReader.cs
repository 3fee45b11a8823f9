using System.Text.Json;
using Testing.Tables.Rows;

namespace Testing.Tables.Protocol;

/// <summary>A row as it was sent: its keys, where the body names them, and its packed properties.</summary>
internal sealed record SentRow(string? PartitionKey, string? RowKey, byte[] Properties);

/// <summary>Reads a row's JSON and holds it to the service's rules. Nulls and system properties are not stored.</summary>
internal sealed class JsonRowReader(PropertyNames names)
{
    private const string TypeSuffix = "@odata.type";

    private readonly char[] _name = new char[256 + TypeSuffix.Length];
    private readonly Dictionary<int, EdmKind> _announced = [];
    private readonly HashSet<int> _seen = [];
    private readonly PropertyWriter _properties = new();

    /// <exception cref="RefusedException">The row breaks a rule.</exception>
    public SentRow Read(ReadOnlySpan<byte> json)
    {
        _announced.Clear();
        _seen.Clear();
        _properties.Reset();
        try
        {
            if (json.IndexOf("@odata.type"u8) >= 0)
            {
                ReadAnnouncements(json);
            }

            return ReadProperties(json);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new RefusedException(TableError.InvalidInput);
        }
    }

    /// <summary>A type may be announced before or after its property.</summary>
    private void ReadAnnouncements(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref reader);
            reader.Read();
            if (name.EndsWith(TypeSuffix))
            {
                _announced[names.NumberOf(name[..^TypeSuffix.Length])] = EdmValue.Kind(reader.GetString());
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private SentRow ReadProperties(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        string? partitionKey = null;
        string? rowKey = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new RefusedException(TableError.InvalidInput);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref reader);
            reader.Read();
            if (name is "PartitionKey")
            {
                partitionKey = reader.GetString();
            }
            else if (name is "RowKey")
            {
                rowKey = reader.GetString();
            }
            else if (name is "Timestamp" || name.StartsWith("odata.") || name.EndsWith(TypeSuffix))
            {
                reader.Skip();
            }
            else
            {
                ReadProperty(ref reader, name);
            }
        }

        return new SentRow(partitionKey, rowKey, _properties.ToArray());
    }

    private void ReadProperty(ref Utf8JsonReader reader, scoped ReadOnlySpan<char> name)
    {
        EntityRules.CheckName(name);
        var number = names.NumberOf(name);
        if (!_seen.Add(number))
        {
            throw new RefusedException(TableError.DuplicateProperties);
        }

        if (reader.TokenType != JsonTokenType.Null)
        {
            var kind = _announced.TryGetValue(number, out var announced) ? announced : EdmValue.Kind(ref reader);
            EdmValue.Read(ref reader, kind, number, _properties);
        }
    }

    /// <summary>Valid until the next name is read.</summary>
    private ReadOnlySpan<char> Name(ref Utf8JsonReader reader) => reader.ValueSpan.Length > _name.Length
        ? throw new RefusedException(TableError.PropertyNameTooLong)
        : _name.AsSpan(0, reader.CopyString(_name));
}
