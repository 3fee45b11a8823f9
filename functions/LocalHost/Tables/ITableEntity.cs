#nullable disable // As in the package: an app's own nullability choices compile against either.

namespace Azure.Data.Tables;

/// <summary>What every row has. Timestamp and ETag are set by the service and never sent to it.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
