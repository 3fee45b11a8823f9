namespace Testing.Tables.Protocol;

/// <summary>Counts requests by kind. The running numbers go on when the counters are reset.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private TableCounters _counters;
    private long _request;
    private long _write;

    public TableCounters Counters
    {
        get
        {
            lock (_gate)
            {
                return _counters;
            }
        }
    }

    /// <summary>The number of this request, and among those that write (0 if it does not).</summary>
    public (long Request, long Write) Count(Call call)
    {
        lock (_gate)
        {
            _counters = call.Kind switch
            {
                TableRequestKind.Read => _counters with { Reads = _counters.Reads + 1 },
                TableRequestKind.Query or TableRequestKind.ListTables => _counters with { Queries = _counters.Queries + 1 },
                TableRequestKind.Batch =>
                    _counters with { Batches = _counters.Batches + 1, RowsWritten = _counters.RowsWritten + call.Changes.Count },
                _ => _counters with { Writes = _counters.Writes + 1, RowsWritten = _counters.RowsWritten + call.Changes.Count },
            };
            return (++_request, TableRequest.Writes(call.Kind) ? ++_write : 0);
        }
    }

    public void AddScanned(int rows)
    {
        if (rows > 0)
        {
            lock (_gate)
            {
                _counters = _counters with { RowsScanned = _counters.RowsScanned + rows };
            }
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _counters = default;
        }
    }
}
