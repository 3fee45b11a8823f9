using System.Buffers;
using System.Buffers.Binary;

namespace Testing.Tables.Rows;

/// <summary>Packs properties: number of the name, kind, value; text and binary with their length before them.</summary>
internal sealed class PropertyWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    public void Reset() => _bytes.ResetWrittenCount();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Write(int name, EdmKind kind, ReadOnlySpan<byte> value)
    {
        Number(name);
        Byte((byte)kind);
        if (kind is EdmKind.String or EdmKind.Binary)
        {
            Number(value.Length);
        }

        value.CopyTo(_bytes.GetSpan(value.Length));
        _bytes.Advance(value.Length);
    }

    public void Write(int name, EdmKind kind, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Write(name, kind, bytes);
    }

    public void Write(int name, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Write(name, EdmKind.Int32, bytes);
    }

    public void Write(int name, bool value) => Write(name, EdmKind.Boolean, [value ? (byte)1 : (byte)0]);

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    private void Number(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)((value & 0x7F) | 0x80));
        }

        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
