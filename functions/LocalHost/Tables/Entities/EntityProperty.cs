using System.Reflection;
using System.Text;
using System.Text.Json;

namespace LocalHost.Tables.Entities;

/// <summary>One property of an entity class, bound once so that a call needs no reflection.</summary>
internal abstract class EntityProperty(string name)
{
    protected JsonEncodedText Name { get; } = JsonEncodedText.Encode(name);

    protected JsonEncodedText TypeName { get; } = JsonEncodedText.Encode(name + EntityNames.TypeSuffix);

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public abstract bool CanRead { get; }

    public abstract bool CanWrite { get; }

    public abstract void Write(Utf8JsonWriter writer, object entity);

    public abstract void Read(ref Utf8JsonReader reader, object entity);

    public static EntityProperty Bind(Type entityType, PropertyInfo property, string name) =>
        (EntityProperty)typeof(EntityProperty<,>).MakeGenericType(entityType, property.PropertyType)
            .GetConstructors()[0]
            .Invoke(BindingFlags.DoNotWrapExceptions, null, [property, name], null);
}

internal sealed class EntityProperty<TEntity, TValue> : EntityProperty
    where TEntity : notnull
{
    private readonly Func<TEntity, TValue?>? _get;
    private readonly Action<TEntity, TValue?>? _set;
    private readonly EdmConverter<TValue?> _converter = EdmConverters.For<TValue>()!;
    private readonly JsonEncodedText _edmType;

    public EntityProperty(PropertyInfo property, string name)
        : base(name)
    {
        _edmType = JsonEncodedText.Encode(_converter.EdmType);
        // A struct's accessors take it by reference and fit no delegate; entities that are structs pay for reflection.
        _get = !property.CanRead ? null
            : typeof(TEntity).IsValueType ? entity => (TValue?)property.GetValue(entity)
            : property.GetMethod!.CreateDelegate<Func<TEntity, TValue?>>();
        _set = !property.CanWrite || typeof(TEntity).IsValueType ? null
            : property.SetMethod!.CreateDelegate<Action<TEntity, TValue?>>();
    }

    public override bool CanRead => _get is not null;

    public override bool CanWrite => _set is not null;

    public override void Write(Utf8JsonWriter writer, object entity)
    {
        var value = _get!((TEntity)entity);
        if (value is null)
        {
            return; // The service ignores a null on insert and on merge alike.
        }

        if (_converter.EdmType.Length > 0)
        {
            writer.WriteString(TypeName, _edmType);
        }

        writer.WritePropertyName(Name);
        _converter.Write(writer, value);
    }

    public override void Read(ref Utf8JsonReader reader, object entity) =>
        _set!((TEntity)entity, reader.TokenType == JsonTokenType.Null ? default : _converter.Read(ref reader));
}
