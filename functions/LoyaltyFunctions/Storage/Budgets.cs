using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>A budget: a hash of the programme's id and the budget's key, and how many points it has.</summary>
public sealed record BudgetRef(string Id, long Points)
{
    public static BudgetRef Of(string programme, string key, long points) => new(Keys.Hash("budget", programme, key), points);
}

/// <summary>
/// What is spent of budgets, in shards: a grant takes from the shard that its subject points to, then from the next. What a subject holds is
/// a row beside its shard's counter, written in one transaction with it, so that no shard ever gives more than its share and whoever
/// asks again for the same subject finds what it has.
/// </summary>
public sealed class Budgets(LedgerTables tables, TimeProvider clock)
{
    private const int Shards = 8;
    private const string Spent = "Spent";
    private const string Points = "Points";
    private const string TakenAt = "TakenAt";

    /// <summary>A commit is over before this has passed twice since its points were taken; younger rows are not touched again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>Points spent and not given back.</summary>
    public async Task<long> SpentAsync(BudgetRef budget, CancellationToken cancellation) =>
        (await Task.WhenAll(Ring(budget.Id).Select(shard => FindAsync(CounterOf(budget, shard), cancellation)))).Sum(CountOf);

    /// <summary>Takes so many points for a subject, or as many as there are; returns all that it holds, those taken before included.</summary>
    public async Task<long> TakeAsync(BudgetRef budget, string subject, long wanted, CancellationToken cancellation)
    {
        var held = 0L;
        foreach (var shard in Ring(subject))
        {
            if (held >= wanted)
            {
                break;
            }

            held += await TakeAsync(budget, shard, subject, wanted - held, cancellation);
        }

        return held;
    }

    /// <summary>Brings down to <paramref name="granted"/> what a subject holds.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="subject">What the points were taken for.</param>
    /// <param name="granted">What it was given.</param>
    /// <param name="takenBefore">Points taken later are left: somebody may be about to commit with them.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task SettleAsync(BudgetRef budget, string subject, long granted, DateTimeOffset takenBefore, CancellationToken cancellation)
    {
        var ring = Ring(subject).ToList();
        var holds = await Task.WhenAll(ring.Select(shard => FindAsync(HoldOf(budget, shard, subject), cancellation)));
        var surplus = holds.Sum(PointsOf) - granted;
        for (var at = ring.Count - 1; at >= 0 && surplus > 0; at--)
        {
            surplus -= await ReduceAsync(budget, ring[at], subject, surplus, takenBefore, cancellation);
        }
    }

    /// <summary>Gives back what a refund took back, once for each source.</summary>
    public async Task GiveBackAsync(BudgetRef budget, string source, long points, CancellationToken cancellation)
    {
        var shard = Ring(source).First();
        var key = CounterOf(budget, shard);
        var row = new TableEntity(key.PartitionKey, $"{key.PartitionKey}-back-{source}") { [Points] = points };
        while (await FindAsync(row, cancellation) is null)
        {
            var counter = await FindAsync(key, cancellation);
            await TrySubmitAsync([Counted(key, counter, -points), new(TableTransactionActionType.Add, row)], cancellation);
        }
    }

    /// <summary>What the subject then holds in this shard.</summary>
    private async Task<long> TakeAsync(BudgetRef budget, int shard, string subject, long wanted, CancellationToken cancellation)
    {
        var (key, row) = (CounterOf(budget, shard), HoldOf(budget, shard, subject));
        while (true)
        {
            var (counter, hold) = (await FindAsync(key, cancellation), await FindAsync(row, cancellation));
            var held = PointsOf(hold);
            var more = Math.Clamp(wanted - held, 0, Math.Max(ShareOf(budget.Points, shard) - CountOf(counter), 0));
            if (more == 0 && (held == 0 || !IsOlder(hold, clock.GetUtcNow() - Fresh)))
            {
                return held;
            }

            // An older hold is written anew, so that nobody gives it back who has read it before.
            row[Points] = held + more;
            row[TakenAt] = clock.GetUtcNow();
            var written = hold is null
                ? new TableTransactionAction(TableTransactionActionType.Add, row)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, hold.ETag);
            if (await TrySubmitAsync(more == 0 ? [written] : [Counted(key, counter, more), written], cancellation))
            {
                return held + more;
            }
        }
    }

    /// <summary>How many points less the subject then holds in this shard.</summary>
    private async Task<long> ReduceAsync(
        BudgetRef budget, int shard, string subject, long surplus, DateTimeOffset takenBefore, CancellationToken cancellation)
    {
        var (key, row) = (CounterOf(budget, shard), HoldOf(budget, shard, subject));
        while (await FindAsync(row, cancellation) is { } hold && PointsOf(hold) > 0 && IsOlder(hold, takenBefore))
        {
            var less = Math.Min(surplus, PointsOf(hold));
            row[Points] = PointsOf(hold) - less;
            row[TakenAt] = hold[TakenAt];
            var counter = await FindAsync(key, cancellation);
            if (await TrySubmitAsync([Counted(key, counter, -less), new(TableTransactionActionType.UpdateReplace, row, hold.ETag)], cancellation))
            {
                return less;
            }
        }

        return 0;
    }

    private static TableTransactionAction Counted(TableEntity key, TableEntity? counter, long change)
    {
        var row = new TableEntity(key.PartitionKey, key.RowKey) { [Spent] = CountOf(counter) + change };
        return counter is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, counter.ETag);
    }

    /// <summary>False when another write came first, or this very one before its answer was lost.</summary>
    private async Task<bool> TrySubmitAsync(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellation)
    {
        try
        {
            await Table(rows[0].Entity.PartitionKey).SubmitTransactionAsync(rows, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> FindAsync(TableEntity key, CancellationToken cancellation)
    {
        var found = await Table(key.PartitionKey).GetEntityIfExistsAsync<TableEntity>(key.PartitionKey, key.RowKey, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private TableClient Table(string partition) => tables.Of(Names.Tables.Budgets, partition);

    private static IEnumerable<int> Ring(string subject)
    {
        var first = (int)(LedgerTables.StableHash(subject) % Shards);
        return Enumerable.Range(0, Shards).Select(step => (first + step) % Shards);
    }

    private static TableEntity CounterOf(BudgetRef budget, int shard)
    {
        var partition = string.Create(CultureInfo.InvariantCulture, $"{budget.Id}-{shard}");
        return new TableEntity(partition, partition + "-spent");
    }

    private static TableEntity HoldOf(BudgetRef budget, int shard, string subject)
    {
        var partition = CounterOf(budget, shard).PartitionKey;
        return new TableEntity(partition, $"{partition}-hold-{subject}");
    }

    private static long ShareOf(long points, int shard) => (points + Shards - 1 - shard) / Shards;

    private static long CountOf(TableEntity? counter) => counter?.GetInt64(Spent) ?? 0;

    private static long PointsOf(TableEntity? hold) => hold?.GetInt64(Points) ?? 0;

    private static bool IsOlder(TableEntity? hold, DateTimeOffset than) => hold?.GetDateTimeOffset(TakenAt) < than;
}
