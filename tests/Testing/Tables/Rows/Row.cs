using System.Globalization;

namespace Testing.Tables.Rows;

/// <summary>One stored row, never changed: a write puts another in its place. Version is its time of writing in ticks, unique in the service.</summary>
internal sealed class Row(string partitionKey, string rowKey, byte[] properties, long version)
{
    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public string PartitionKey { get; private set; } = partitionKey;

    public string RowKey { get; } = rowKey;

    /// <summary>As PropertyWriter wrote them.</summary>
    public byte[] Properties { get; } = properties;

    public long Version { get; } = version;

    public string Timestamp => new DateTime(Version, DateTimeKind.Utc).ToString(InstantFormat, CultureInfo.InvariantCulture);

    public string ETag => $"W/\"datetime'{Timestamp.Replace(":", "%3A", StringComparison.Ordinal)}'\"";

    /// <summary>Rows of one partition hold one copy of its key: with millions of rows that is what fits into memory.</summary>
    public void ShareKeyWith(Row neighbour)
    {
        if (neighbour.PartitionKey == PartitionKey)
        {
            PartitionKey = neighbour.PartitionKey;
        }
    }

    public int CompareTo(string partitionKey, string rowKey)
    {
        var byPartition = ReferenceEquals(PartitionKey, partitionKey) ? 0 : string.CompareOrdinal(PartitionKey, partitionKey);
        return byPartition != 0 ? byPartition : string.CompareOrdinal(RowKey, rowKey);
    }
}
