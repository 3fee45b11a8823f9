namespace LoyaltyFunctions.Connectors.ErpFiles;

/// <summary>One record of a file as bytes, without its line break. <c>Line</c> is the line it begins on, from 1; <c>End</c> the offset of the
/// byte after it.</summary>
internal readonly record struct FileRecord(ReadOnlyMemory<byte> Bytes, long Line, long End, string? Problem);

/// <summary>
/// Cuts a stream into records, in memory that does not grow with the file. A record of CSV (RFC 4180) may hold line breaks between quotes; one
/// whose quotes are not closed, or that is too long, costs its first line and no more. A record is valid until the next one is asked for.
/// </summary>
internal sealed class RecordReader(Stream stream, bool isCsv, long offset = 0, long line = 1)
{
    public const int MaxBytes = 64 * 1024;

    private const int NoBreak = -1;
    private const int WithinQuotes = -2;

    private const string TooLong = "the record is longer than 64 KiB";
    private const string NotClosed = "the record ends within quotes, or is longer than 64 KiB";

    private readonly byte[] _buffer = new byte[4 * MaxBytes];
    private int _start;
    private int _end;
    private bool _ended;
    private long _offset = offset;
    private long _line = line;

    /// <summary>The line that the next record begins on.</summary>
    public long Line => _line;

    /// <summary>The next record that is not blank; null at the end.</summary>
    public async ValueTask<FileRecord?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await FillAsync(cancellation);
            if (_start == _end) return null;
            var rest = _buffer.AsMemory(_start, Math.Min(_end - _start, MaxBytes));
            var (length, skipped, problem) = Measure(rest.Span);
            if (length < 0) return await SkipLineAsync(cancellation);
            var record = new FileRecord(Trim(rest[..length]), _line, Advance(rest.Span[..(length + skipped)]), problem);
            if (!record.Bytes.IsEmpty || problem is not null) return record;
        }
    }

    // Without a line break in all that may be one record, there is no telling where the next one begins but by looking for it.
    private async ValueTask<FileRecord?> SkipLineAsync(CancellationToken cancellation)
    {
        var began = _line;
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            Advance(_buffer.AsSpan(_start, at < 0 ? _end - _start : at + 1));
            if (at < 0) await FillAsync(cancellation);
            if (at >= 0 || _start == _end) return new FileRecord(default, began, _offset, TooLong);
        }
    }

    private (int Length, int Skipped, string? Problem) Measure(ReadOnlySpan<byte> rest)
    {
        var end = isCsv ? EndOfCsv(rest) : rest.IndexOf((byte)'\n');
        if (end >= 0) return (end, 1, null);
        var isWhole = _ended && rest.Length == _end - _start;
        if (isWhole && (!isCsv || end == NoBreak)) return (rest.Length, 0, null);
        // Quotes that are never closed: what follows the first line is read as if they were not there.
        var first = rest.IndexOf((byte)'\n');
        return first >= 0 ? (first, 1, isCsv ? NotClosed : TooLong)
            : isWhole ? (rest.Length, 0, NotClosed)
            : (-1, 0, null);
    }

    private static int EndOfCsv(ReadOnlySpan<byte> rest)
    {
        // A quote opens where a cell begins, and again behind one that has just closed: that is how a quote is written within quotes.
        var (isQuoted, mayOpen) = (false, true);
        for (var i = 0; i < rest.Length; i++)
        {
            var unit = rest[i];
            if (isQuoted) (isQuoted, mayOpen) = (unit != '"', unit == '"');
            else if (unit == '\n') return i;
            else (isQuoted, mayOpen) = (unit == '"' && mayOpen, unit is (byte)',' or (byte)';' or (byte)'\t');
        }

        return isQuoted ? WithinQuotes : NoBreak;
    }

    private long Advance(ReadOnlySpan<byte> bytes)
    {
        _line += bytes.Count((byte)'\n');
        _start += bytes.Length;
        return _offset += bytes.Length;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_ended || _end - _start > MaxBytes) return;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (!_ended && _end < _buffer.Length)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            (_end, _ended) = (_end + read, read == 0);
        }
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span.TrimEnd((byte)'\r');
        return text.Trim(" \t"u8).IsEmpty ? default : bytes[..text.Length];
    }
}
