namespace Testing.Tables.Queries;

/// <summary>
/// Where a filter's rows can be, as the service finds it: from conditions on the keys that are joined by and. Within one
/// partition the row key narrows further; otherwise whole partitions are walked.
/// </summary>
internal sealed class KeyRange
{
    private Bounds _partition = new(null, null);
    private Bounds _row = new(null, null);

    public static KeyRange Of(Filter filter)
    {
        var range = new KeyRange();
        range.Narrow(filter);
        return range;
    }

    public string FirstPartitionKey => _partition.From ?? "";

    public string FirstRowKey => IsOnePartition ? _row.From ?? "" : "";

    private bool IsOnePartition => _partition.From is not null && _partition.From == _partition.To;

    /// <summary>True when no row from that key on can match.</summary>
    public bool IsPast(string partitionKey, string rowKey)
    {
        if (_partition.To is null)
        {
            return false;
        }

        var order = string.CompareOrdinal(partitionKey, _partition.To);
        return order > 0 || (order == 0 && IsOnePartition && _row.To is not null && string.CompareOrdinal(rowKey, _row.To) > 0);
    }

    private void Narrow(Filter filter)
    {
        switch (filter)
        {
            case Filter.And both:
                Narrow(both.Left);
                Narrow(both.Right);
                break;
            case Filter.Comparison { Property: "PartitionKey", Value: string key } comparison:
                _partition = _partition.Narrowed(comparison.Operation, key);
                break;
            case Filter.Comparison { Property: "RowKey", Value: string key } comparison:
                _row = _row.Narrowed(comparison.Operation, key);
                break;
        }
    }

    /// <summary>Both ends belong to the range; the filter itself cuts off one that should not.</summary>
    private sealed record Bounds(string? From, string? To)
    {
        public Bounds Narrowed(string operation, string key) => operation switch
        {
            "eq" => new(Later(key), Earlier(key)),
            "gt" or "ge" => this with { From = Later(key) },
            "lt" or "le" => this with { To = Earlier(key) },
            _ => this,
        };

        private string Later(string key) => From is null || string.CompareOrdinal(key, From) > 0 ? key : From;

        private string Earlier(string key) => To is null || string.CompareOrdinal(key, To) < 0 ? key : To;
    }
}
