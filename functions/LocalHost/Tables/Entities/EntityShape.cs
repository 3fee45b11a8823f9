using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace LocalHost.Tables.Entities;

/// <summary>
/// The public properties of an entity class, found once a type. The four of ITableEntity go through the interface, so a
/// class may implement them explicitly.
/// </summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Shapes = new();

    private readonly Type _type;
    private readonly EntityProperty[] _sent;
    private readonly EntityProperty[] _received;

    private EntityShape(Type type)
    {
        _type = type;
        var all = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0
                && property.Name is not (EntityNames.PartitionKey or EntityNames.RowKey or EntityNames.Timestamp or nameof(ITableEntity.ETag))
                && property.GetCustomAttribute<IgnoreDataMemberAttribute>() is null)
            .Select(property => EntityProperty.Bind(type, property, NameOf(property)))
            .ToArray();
        _sent = [.. all.Where(property => property.CanRead)];
        _received = [.. all.Where(property => property.CanWrite)];
    }

    public static EntityShape Of(Type type) => Shapes.GetOrAdd(type, static type => new EntityShape(type));

    public void Write(Utf8JsonWriter writer, ITableEntity entity)
    {
        writer.WriteString(EntityText.PartitionKey, entity.PartitionKey);
        writer.WriteString(EntityText.RowKey, entity.RowKey);
        foreach (var property in _sent)
        {
            property.Write(writer, entity);
        }
    }

    /// <summary>Reads from the start of a JSON object to its end; properties that the class does not have are skipped.</summary>
    public ITableEntity Read(ref Utf8JsonReader reader)
    {
        var entity = (ITableEntity)Activator.CreateInstance(_type)!;
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Find(ref reader, ref next) is { } property)
            {
                reader.Read();
                property.Read(ref reader, entity);
            }
            else if (!ReadSystemProperty(ref reader, entity))
            {
                reader.Skip();
            }
        }

        return entity;
    }

    /// <summary>Rows come back in the order in which the class declares its properties, mostly: look there first.</summary>
    private EntityProperty? Find(ref Utf8JsonReader reader, ref int next)
    {
        for (var tried = 0; tried < _received.Length; tried++)
        {
            var index = (next + tried) % _received.Length;
            if (reader.ValueTextEquals(_received[index].Utf8Name))
            {
                next = index + 1;
                return _received[index];
            }
        }

        return null;
    }

    private static bool ReadSystemProperty(ref Utf8JsonReader reader, ITableEntity entity)
    {
        if (reader.ValueTextEquals("PartitionKey"u8))
        {
            reader.Read();
            entity.PartitionKey = reader.GetString()!;
        }
        else if (reader.ValueTextEquals("RowKey"u8))
        {
            reader.Read();
            entity.RowKey = reader.GetString()!;
        }
        else if (reader.ValueTextEquals("Timestamp"u8))
        {
            reader.Read();
            entity.Timestamp = EdmConverters.Instant.Read(ref reader);
        }
        else if (reader.ValueTextEquals("odata.etag"u8))
        {
            reader.Read();
            entity.ETag = new ETag(reader.GetString()!);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<DataMemberAttribute>()?.Name is { Length: > 0 } name ? name : property.Name;
}
