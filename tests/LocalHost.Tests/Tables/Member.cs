using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public enum Level
{
    Blue,
    Gold,
}

/// <summary>An entity that cannot be stored: a decimal would lose digits.</summary>
public sealed class Priced : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public decimal Price { get; set; }
}

/// <summary>A typed entity with every kind of property.</summary>
public sealed class Member : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    DateTimeOffset? ITableEntity.Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Name { get; set; }

    public long Points { get; set; }

    public int Visits { get; init; }

    public double Rate { get; set; }

    public bool Active { get; set; }

    public Level Level { get; set; }

    public Level? Next { get; set; }

    public DateTimeOffset Joined { get; set; }

    public DateTime? Left { get; set; }

    public Guid Id { get; set; }

    public byte[]? Photo { get; set; }

    public BinaryData? Lots { get; set; }

    [DataMember(Name = "home_store")]
    public string? HomeStore { get; set; }

    [IgnoreDataMember]
    public string? Ignored { get; set; }

    public long Doubled => Points * 2;
}
