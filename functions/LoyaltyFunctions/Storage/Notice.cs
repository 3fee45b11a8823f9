using System.Globalization;
using Azure.Data.Tables;
using Azure.Messaging;

namespace LoyaltyFunctions.Storage;

/// <summary>An event on its way to one target. <c>Content</c> is the CloudEvent as JSON; it holds no personal data.</summary>
public sealed record Notice(string Target, CloudEvent Event, byte[] Content)
{
    /// <summary>The same for the same event and target, however often it is put.</summary>
    public string Id { get; } = "n" + Keys.Hash("notice", Target, Event.Id);

    public string EventId => Event.Id;

    /// <summary>Whom the event is about.</summary>
    public string Subject => Event.Subject ?? "";

    public DateTimeOffset At => Event.Time ?? default;

    public long Sequence => Event.ExtensionAttributes.TryGetValue("sequence", out var sequence)
        ? Convert.ToInt64(sequence, CultureInfo.InvariantCulture)
        : 0;

    /// <summary>When it is tried next.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Attempts that have failed.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last of them failed.</summary>
    public string? Reason { get; init; }

    /// <summary>An operator asked for it, so that it is tried even if its target is gone.</summary>
    public bool IsReplay { get; init; }

    public TargetShard Shard => TargetShard.Of(Target, Subject);

    internal string RowKey => $"{Shard.Partition}-{Instant(Due)}-{Id}";

    internal TableEntity ToRow()
    {
        var row = new TableEntity(Shard.Partition, RowKey) { ["Target"] = Target, ["Due"] = Due, ["Attempts"] = Attempts, ["Reason"] = Reason, ["IsReplay"] = IsReplay };
        Storage.Content.Write(row, Content);
        return row;
    }

    internal static Notice From(TableEntity row) => Of(row.GetString("Target"), Storage.Content.Read(row)) with
    {
        Due = row.GetDateTimeOffset("Due")!.Value,
        Attempts = row.GetInt32("Attempts") ?? 0,
        Reason = row.GetString("Reason"),
        IsReplay = row.GetBoolean("IsReplay") ?? false,
    };

    /// <summary>A notice that is due at once.</summary>
    public static Notice Of(string target, byte[] content) =>
        new(target, CloudEvent.Parse(BinaryData.FromBytes(content))!, content) { Due = DateTimeOffset.MinValue };

    internal static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
}

/// <summary>A part of what one target is to be told: everything about a member is in one of them, and one process at a time works on it.</summary>
public sealed record TargetShard(string Target, string Partition)
{
    private const int Shards = 4;

    public static TargetShard Of(string target, string subject) => At(target, (int)(LedgerTables.StableHash(subject) % Shards));

    public static IEnumerable<TargetShard> AllOf(string target) => Enumerable.Range(0, Shards).Select(shard => At(target, shard));

    private static TargetShard At(string target, int shard) =>
        new(target, string.Create(CultureInfo.InvariantCulture, $"t{Keys.Hash("target", target)}-{shard}"));
}
