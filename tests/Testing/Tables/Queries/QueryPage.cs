using Testing.Tables.Rows;

namespace Testing.Tables.Queries;

/// <summary>
/// What to look for in one request: from the key of a continuation if there is one, at most Limit rows. When ScanLimit rows
/// have been looked at the page ends, perhaps empty, with a continuation.
/// </summary>
internal sealed record RowQuery(Filter Filter, (string PartitionKey, string RowKey)? From, int Limit, int ScanLimit);

/// <summary>One page: its rows, the row at which the next page begins (null at the end) and how many rows were looked at.</summary>
internal sealed record QueryPage(List<Row> Rows, Row? Next, int Scanned)
{
    private const int Stride = 256;

    public static QueryPage Run(Table table, RowQuery query, PropertyNames names)
    {
        var range = KeyRange.Of(query.Filter);
        var (partitionKey, rowKey) = query.From ?? (range.FirstPartitionKey, range.FirstRowKey);
        var found = new List<Row>();
        var scanned = 0;
        var stride = new Row[Stride];
        while (true)
        {
            var copied = table.CopyFrom(partitionKey, rowKey, stride);
            foreach (var row in stride.AsSpan(0, copied))
            {
                if (range.IsPast(row.PartitionKey, row.RowKey))
                {
                    return new QueryPage(found, null, scanned);
                }

                if (found.Count == query.Limit || scanned == query.ScanLimit)
                {
                    return new QueryPage(found, row, scanned);
                }

                scanned++;
                if (query.Filter.Matches(row, names))
                {
                    found.Add(row);
                }
            }

            if (copied < stride.Length)
            {
                return new QueryPage(found, null, scanned);
            }

            // The smallest key after the last one seen.
            (partitionKey, rowKey) = (stride[copied - 1].PartitionKey, stride[copied - 1].RowKey + "\0");
        }
    }
}
