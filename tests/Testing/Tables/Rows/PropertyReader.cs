using System.Buffers.Binary;
using System.Text;

namespace Testing.Tables.Rows;

/// <summary>Walks packed properties.</summary>
internal ref struct PropertyReader(ReadOnlySpan<byte> properties)
{
    private ReadOnlySpan<byte> _rest = properties;

    public int Name { get; private set; }

    public EdmKind Kind { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public readonly bool AsBoolean => Value[0] != 0;

    public readonly int AsInt32 => BinaryPrimitives.ReadInt32LittleEndian(Value);

    public readonly long AsInt64 => BinaryPrimitives.ReadInt64LittleEndian(Value);

    public readonly double AsDouble => BinaryPrimitives.ReadDoubleLittleEndian(Value);

    public readonly DateTime AsDateTime => new(AsInt64, DateTimeKind.Utc);

    public readonly Guid AsGuid => new(Value);

    public readonly string AsString => Encoding.UTF8.GetString(Value);

    /// <summary>The value as the .NET type that stands for its kind.</summary>
    public readonly object AsObject => Kind switch
    {
        EdmKind.Boolean => AsBoolean,
        EdmKind.Int32 => AsInt32,
        EdmKind.Int64 => AsInt64,
        EdmKind.Double => AsDouble,
        EdmKind.DateTime => AsDateTime,
        EdmKind.Guid => AsGuid,
        EdmKind.Binary => Value.ToArray(),
        _ => AsString,
    };

    /// <summary>What the service counts for it: see "Understanding the Table service data model".</summary>
    public readonly int BilledSize => Kind switch
    {
        EdmKind.String => (Encoding.UTF8.GetCharCount(Value) * 2) + 4,
        EdmKind.Binary => Value.Length + 4,
        _ => Value.Length,
    };

    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        Name = Number();
        Kind = (EdmKind)_rest[0];
        _rest = _rest[1..];
        var length = Kind switch
        {
            EdmKind.Boolean => 1,
            EdmKind.Int32 => sizeof(int),
            EdmKind.Guid => 16,
            EdmKind.String or EdmKind.Binary => Number(),
            _ => sizeof(long),
        };
        Value = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    public bool Find(int name)
    {
        while (Read())
        {
            if (Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private int Number()
    {
        var (value, shift) = (0, 0);
        while (true)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (next & 0x7F) << shift;
            shift += 7;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
