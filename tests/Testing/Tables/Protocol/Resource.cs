using Testing.Tables.Rows;

namespace Testing.Tables.Protocol;

/// <summary>What a URL names: a table (Tables and $batch among them) and perhaps one row of it.</summary>
internal readonly record struct Resource(string Name, string? PartitionKey, string? RowKey, string? QuotedKey)
{
    public const string Tables = "Tables";
    public const string Batch = "$batch";

    public bool IsRow => PartitionKey is not null && RowKey is not null;

    /// <summary>Reads the last segment of a path: <c>name</c>, <c>name()</c>, <c>Tables('name')</c> or <c>name(PartitionKey='p',RowKey='r')</c>.</summary>
    /// <exception cref="RefusedException">It names nothing, or a key that cannot be one.</exception>
    public static Resource Parse(ReadOnlySpan<char> path)
    {
        var segment = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        var open = segment.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new Resource(segment, null, null, null);
        }

        if (!segment.EndsWith(')'))
        {
            throw new RefusedException(TableError.InvalidInput);
        }

        return Keys(segment[..open], segment.AsSpan(open + 1, segment.Length - open - 2));
    }

    private static Resource Keys(string name, ReadOnlySpan<char> keys)
    {
        if (keys.IsEmpty)
        {
            return new Resource(name, null, null, null);
        }

        if (keys[0] == '\'')
        {
            return new Resource(name, null, null, Quoted(ref keys));
        }

        var partitionKey = Key("PartitionKey=", ref keys);
        if (!keys.StartsWith(","))
        {
            throw new RefusedException(TableError.InvalidInput);
        }

        keys = keys[1..];
        var rowKey = Key("RowKey=", ref keys);
        KeyRules.Check(partitionKey);
        KeyRules.Check(rowKey);
        return new Resource(name, partitionKey, rowKey, null);
    }

    private static string Key(string name, ref ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(name))
        {
            throw new RefusedException(TableError.InvalidInput);
        }

        text = text[name.Length..];
        return Quoted(ref text);
    }

    /// <summary>Takes a literal off the front of a text; two quotes in it stand for one.</summary>
    private static string Quoted(ref ReadOnlySpan<char> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] != '\'')
            {
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == '\'')
            {
                at++;
                continue;
            }

            var literal = text[1..at].ToString();
            text = text[(at + 1)..];
            return literal.Replace("''", "'", StringComparison.Ordinal);
        }

        throw new RefusedException(TableError.InvalidInput);
    }
}
