using System.Buffers;
using System.Text;
using Azure.Core;

namespace LocalHost.Tables.Wire;

/// <summary>
/// A request body in a pooled array. It goes back to the pool only when its one sending was answered: a transport that
/// timed out may still be reading it.
/// </summary>
internal sealed class PooledBody : RequestContent, IBufferWriter<byte>
{
    /// <summary>What an idle writer points at, so that it does not keep the last body alive.</summary>
    public static readonly PooledBody None = new(0);

    private byte[] _buffer;
    private int _length;
    private int _sendings;

    public PooledBody(int capacity = 1024) => _buffer = capacity == 0 ? [] : ArrayPool<byte>.Shared.Rent(capacity);

    public bool IsAnswered { get; set; }

    public int Length => _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Grown(sizeHint).AsMemory(_length);

    public Span<byte> GetSpan(int sizeHint = 0) => Grown(sizeHint).AsSpan(_length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    public void Append(string text) => _length += Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));

    public override void WriteTo(Stream stream, CancellationToken cancellation)
    {
        _sendings++;
        stream.Write(_buffer, 0, _length);
    }

    public override Task WriteToAsync(Stream stream, CancellationToken cancellation)
    {
        _sendings++;
        return stream.WriteAsync(_buffer, 0, _length, cancellation);
    }

    public override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    public override void Dispose()
    {
        if (IsAnswered && _sendings == 1 && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _length = 0;
        }
    }

    private byte[] Grown(int sizeHint)
    {
        var needed = _length + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
            }

            _buffer = larger;
        }

        return _buffer;
    }
}
