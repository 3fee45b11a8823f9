using System.Text;
using Testing.Tables.Rows;

namespace Testing.Tables.Protocol;

/// <summary>The actions of a batch, and why it cannot be tried if it breaks the rules of batches.</summary>
internal sealed record Batch(string Table, IReadOnlyList<Change> Changes, (int Index, TableError Error)? Refusal);

/// <summary>
/// Reads a multipart batch with one change set: at most 100 actions, all on one table and one partition, each row once.
/// </summary>
internal sealed class BatchReader(CallReader calls)
{
    private const int MaxActions = 100;

    private readonly List<Change> _changes = [];
    private readonly HashSet<string> _rowKeys = new(StringComparer.Ordinal);
    private string? _table;

    private static ReadOnlySpan<byte> EndOfHeaders => "\r\n\r\n"u8;

    /// <exception cref="RefusedException">This is not a batch at all.</exception>
    public Batch Read(ReadOnlySpan<byte> body)
    {
        body = AfterFirstBoundary(body, out var boundary);
        while (true)
        {
            var end = body.IndexOf(boundary);
            if (end < 0)
            {
                throw new RefusedException(TableError.InvalidInput);
            }

            try
            {
                ReadPart(body[..end]);
            }
            catch (RefusedException refused)
            {
                return new Batch(_table ?? "", _changes, (_changes.Count, refused.Error));
            }

            body = body[(end + boundary.Length)..];
            if (body.StartsWith("--"u8))
            {
                return new Batch(_table ?? "", _changes, null);
            }
        }
    }

    /// <summary>The boundary of the change set, with the line break that belongs to it from the second on.</summary>
    private static ReadOnlySpan<byte> AfterFirstBoundary(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> boundary)
    {
        var start = body.IndexOf("boundary="u8);
        var end = start < 0 ? -1 : body[start..].IndexOfAny("\r;"u8);
        if (end < 0)
        {
            throw new RefusedException(TableError.InvalidInput);
        }

        var name = body.Slice(start + 9, end - 9);
        boundary = (byte[])[.. "\r\n--"u8, .. name];
        var first = body.IndexOf(boundary);
        return first < 0 ? throw new RefusedException(TableError.InvalidInput) : body[(first + boundary.Length)..];
    }

    /// <summary>A part: its own headers, then a request line, the request's headers and its body, with an empty line between each.</summary>
    private void ReadPart(ReadOnlySpan<byte> part)
    {
        var request = After(part, EndOfHeaders);
        var end = request.IndexOf(EndOfHeaders);
        var head = end < 0 ? request : request[..end];
        var body = end < 0 ? [] : request[(end + EndOfHeaders.Length)..].TrimEnd("\r\n"u8);
        var line = head[..Math.Max(head.IndexOf((byte)'\r'), 0)];
        var (first, last) = (line.IndexOf((byte)' '), line.LastIndexOf((byte)' '));
        if (first <= 0 || last <= first)
        {
            throw new RefusedException(TableError.InvalidInput);
        }

        var resource = Resource.Parse(Path(Encoding.UTF8.GetString(line[(first + 1)..last])));
        var change = calls.Change(Encoding.ASCII.GetString(line[..first]), resource, Headers(head), body);
        Check(resource.Name, change);
        _table = resource.Name;
        _changes.Add(change);
    }

    private void Check(string table, Change change)
    {
        var error = _changes.Count == MaxActions ? TableError.TooManyOperations
            : _table is not null && _table != table ? TableError.InvalidInput
            : _changes.Count > 0 && _changes[0].PartitionKey != change.PartitionKey ? TableError.DifferentPartitions
            : !_rowKeys.Add(change.RowKey) ? TableError.InvalidDuplicateRow
            : null;
        if (error is not null)
        {
            throw new RefusedException(error);
        }
    }

    private static CallHeaders Headers(ReadOnlySpan<byte> head)
    {
        var condition = After(head, "\r\nIf-Match: "u8);
        var end = condition.IndexOf((byte)'\r');
        var ifMatch = condition.IsEmpty ? null : Encoding.UTF8.GetString(end < 0 ? condition : condition[..end]);
        return new CallHeaders(ifMatch, head.IndexOf("return-no-content"u8) >= 0);
    }

    private static string Path(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? url : url[..query];
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
    {
        var at = text.IndexOf(mark);
        return at < 0 ? [] : text[(at + mark.Length)..];
    }
}
