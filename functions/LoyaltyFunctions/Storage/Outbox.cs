using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// What must still leave the hub: a delivery on its way to the queue, or a commit on its way to the archive and the topic. The row is
/// written before the work and deleted after it; the sweeper finishes whatever a crash left between. Partition = minute and a shard a
/// process, so that one partition takes one process's writes as group commits and a sweep reads only old minutes.
/// </summary>
public sealed class Outbox(LedgerTables tables, TimeProvider clock, Random chance) : IAsyncDisposable
{
    internal const string MinuteFormat = "yyyyMMddHHmm";

    private const int Rush = 4;

    /// <summary>Callers come in waves, since they are let go together; between two waves it is a rush all the same.</summary>
    private static readonly TimeSpan RushLasts = TimeSpan.FromMilliseconds(250);

    /// <summary>How much later the row of a delivery is swept that has been queued again so many times.</summary>
    private static readonly TimeSpan[] Later = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(25), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10)];

    private readonly TableClient _table = tables.Shared(Names.Tables.Outbox);
    private readonly RowBatcher _rows = new(tables.Shared(Names.Tables.Outbox));
    private readonly string _shard = chance.Next(256).ToString("x2", CultureInfo.InvariantCulture);

    private int _arriving;
    private long _rushed;

    /// <summary>Many senders wait at about this moment for their delivery to be durable.</summary>
    public bool IsInRush => Volatile.Read(ref _rushed) is var at && at != 0 && clock.GetElapsedTime(at) < RushLasts;

    public Task<OutboxRef> PutDeliveryAsync(ReadOnlyMemory<byte> message) => PutDeliveryAsync(message, 0);

    /// <summary>
    /// Puts a delivery that has been queued again in place of its row. The more often that has happened, the later is the next time: a
    /// queue that is behind must not be given the same work over and over.
    /// </summary>
    public async Task<OutboxRef> RenewAsync(OutboxItem item)
    {
        var renewed = await PutDeliveryAsync(item.Message, item.Renewals + 1);
        await DeleteAsync(item.Ref);
        return renewed;
    }

    private async Task<OutboxRef> PutDeliveryAsync(ReadOnlyMemory<byte> message, int renewals)
    {
        var row = NewRow(OutboxKind.Delivery, Later[Math.Min(renewals, Later.Length - 1)]);
        row["Renewals"] = renewals;
        Content.Write(row, message.Span);
        if (Interlocked.Increment(ref _arriving) >= Rush)
        {
            Volatile.Write(ref _rushed, clock.GetTimestamp());
        }

        try
        {
            await _rows.PutAsync(row, message.Length);
        }
        finally
        {
            Interlocked.Decrement(ref _arriving);
        }

        return new OutboxRef(row.PartitionKey, row.RowKey);
    }

    /// <summary>
    /// Announces that <paramref name="operation"/> may be about to commit in this member's partition; of a redemption, what it may
    /// have taken from a stock; of a sale, the hash of the receipt that it may have taken points from budgets for.
    /// </summary>
    public async Task<OutboxRef> PutCommitAsync(string memberId, string operation, StockHold? hold = null, string? receipt = null)
    {
        var row = NewRow(OutboxKind.Commit);
        row["MemberId"] = memberId;
        row["Operation"] = operation;
        row["Receipt"] = receipt;
        if (hold is not null)
        {
            Content.Write(row, Encoding.UTF8.GetBytes($"{hold.RequestHash} {hold.RewardId}"));
        }

        await _rows.PutAsync(row, 0);
        return new OutboxRef(row.PartitionKey, row.RowKey);
    }

    public Task DeleteAsync(OutboxRef row) => _rows.DeleteAsync(row.Partition, row.Row);

    /// <summary>Everything put before <paramref name="before"/> that is still there, oldest first.</summary>
    public async IAsyncEnumerable<OutboxItem> OlderThanAsync(DateTimeOffset before)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey lt {Minute(before)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter))
        {
            yield return OutboxItem.From(row);
        }
    }

    /// <summary>The minute of the oldest row; null when nothing waits. A table gives its rows in the order of their keys, and this asks for one.</summary>
    public async Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellation)
    {
        await foreach (var page in _table.QueryAsync<TableEntity>(maxPerPage: 1, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation).AsPages())
        {
            if (page.Values is [var oldest, ..])
            {
                return new OutboxRef(oldest.PartitionKey, oldest.RowKey).PutAt;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private TableEntity NewRow(OutboxKind kind, TimeSpan later = default) =>
        new($"{Minute(clock.GetUtcNow() + later)}-{_shard}", FreshKey()) { ["Kind"] = (int)kind };

    /// <summary>Keys grow with time, as tables like them.</summary>
    private string FreshKey() =>
        string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeMilliseconds():x12}{chance.NextInt64():x16}");

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);
}

public enum OutboxKind
{
    Delivery,
    Commit,
}

/// <summary>A row of the outbox: a delivery has its message, a commit its member and operation.</summary>
public sealed record OutboxItem(OutboxRef Ref, OutboxKind Kind, byte[] Message, string? MemberId, string? Operation)
{
    /// <summary>How often a delivery has been queued again.</summary>
    public int Renewals { get; private init; }

    /// <summary>Hash of the receipt of a sale.</summary>
    public string? Receipt { get; private init; }

    /// <summary>What a redemption may have taken from a stock.</summary>
    public StockHold? Hold => Kind == OutboxKind.Commit && Encoding.UTF8.GetString(Message).Split(' ', 2) is [var hash, var rewardId]
        ? new StockHold(hash, rewardId)
        : null;

    public static OutboxItem From(TableEntity row) => new(
        new OutboxRef(row.PartitionKey, row.RowKey),
        (OutboxKind)(row.GetInt32("Kind") ?? 0),
        Content.Read(row),
        row.GetString("MemberId"),
        row.GetString("Operation"))
    {
        Renewals = row.GetInt32("Renewals") ?? 0,
        Receipt = row.GetString("Receipt"),
    };
}

/// <summary>Where an outbox row is.</summary>
public sealed record OutboxRef(string Partition, string Row)
{
    /// <summary>The minute that the row's partition begins with: when it was put, or later for a delivery that was queued again.</summary>
    [JsonIgnore]
    public DateTimeOffset PutAt =>
        DateTimeOffset.ParseExact(Partition.AsSpan(0, Outbox.MinuteFormat.Length), Outbox.MinuteFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>A redemption that may have taken a unit of a reward; the hash of its request, to refuse it by.</summary>
public sealed record StockHold(string RequestHash, string RewardId);
