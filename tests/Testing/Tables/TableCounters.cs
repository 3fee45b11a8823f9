namespace Testing.Tables;

/// <summary>What a service was asked to do since the counters were last reset, failed requests included.</summary>
public readonly record struct TableCounters(long Reads, long Queries, long Writes, long Batches, long RowsWritten, long RowsScanned)
{
    public long Requests => Reads + Queries + Writes + Batches;
}
