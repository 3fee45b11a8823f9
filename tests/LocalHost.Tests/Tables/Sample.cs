using Azure;
using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>A row to look for.</summary>
public sealed record Sample : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int Number { get; set; }

    public long Big { get; set; }

    public double Ratio { get; set; }

    public string? Text { get; set; }

    public bool? Flag { get; set; }

    public DateTimeOffset At { get; set; }

    public Guid Id { get; set; }
}
