using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using Loyalty;
using Loyalty.Entries;
using Loyalty.Purchases;
using Loyalty.Simulations;

namespace LoyaltyFunctions.Storage;

/// <summary>A visit that a delivery told of, and whose it is; the marker is what made it happen once.</summary>
public sealed record ArchivedVisit(string Marker, string MemberId, string DeliveryId, string Partner, string On, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt)
{
    public string? StoreId { get; init; }

    public string? GeofenceId { get; init; }

    public string? Channel { get; init; }

    /// <summary>Of a payment by card, with <c>Currency</c> and <c>Minor</c>.</summary>
    public string? CashReceiptId { get; init; }

    public string? Currency { get; init; }

    public long Minor { get; init; }

    public ReplayVisit ToReplay() => new(On, new EntrySource(Partner, StoreId, Reference: DeliveryId), OccurredAt, ReceivedAt)
    {
        GeofenceId = GeofenceId,
        Channel = Channel,
        Payment = CashReceiptId is null ? null : new Purchase(ReceiptKey.OfCardPayment(Partner, CashReceiptId), null, new Money(Minor, Loyalty.Currency.Get(Currency!)), [], []),
    };
}

/// <summary>What rules with a budget gave a member, as a row holds it.</summary>
public sealed record GrantRow(DateTimeOffset At, string MemberId, IReadOnlyList<string> Rules, IReadOnlyList<long> Points)
{
    public static GrantRow Of(BudgetEvent grant) =>
        new(grant.At, grant.MemberId, [.. grant.Rules.Select(rule => rule.Id)], [.. grant.Rules.Select(rule => rule.Points.Value)]);

    public BudgetEvent ToEvent() => new(At, MemberId, [.. Rules.Zip(Points, (rule, points) => new RulePoints(rule, new Points(points)))]);
}

/// <summary>What a piece of a shard would take from budgets, for one programme: before the span, by rule, and within it.</summary>
public sealed record BudgetWish(IReadOnlyDictionary<string, long> Before, IReadOnlyList<GrantRow> Grants)
{
    public static readonly IReadOnlyDictionary<string, long> NoneBefore = new Dictionary<string, long>();

    public static BudgetWish Sum(IReadOnlyCollection<BudgetWish> wishes) => new(
        wishes.SelectMany(wish => wish.Before).GroupBy(rule => rule.Key, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Key, rule => rule.Sum(points => points.Value), StringComparer.Ordinal),
        [.. wishes.SelectMany(wish => wish.Grants)]);
}

/// <summary>The same for both programmes.</summary>
public sealed record BudgetWishes(BudgetWish Current, BudgetWish Candidate);

/// <summary>When the budgets of both programmes end.</summary>
public sealed record BudgetForecasts(BudgetForecast Current, BudgetForecast Candidate);

/// <summary>
/// What the shards of a simulation hand on: visits from those that read the archive to those that replay, what budgets are asked for, and when they end. A piece that is worked on again
/// writes its own row again.
/// </summary>
public sealed class SimulationParts(LedgerTables tables)
{
    private const int GrantsPerRow = 2_000;
    private const int RowsPerPiece = 1_000;

    private TableClient Table => tables.Shared(Names.Tables.Runs);

    public Task PutVisitsAsync(string run, int range, int piece, IReadOnlyList<ArchivedVisit> visits, CancellationToken cancellation) =>
        PutAsync(VisitsOf(run, range), piece, JsonSerializer.SerializeToUtf8Bytes(visits, StorageJson.Default.IReadOnlyListArchivedVisit), cancellation);

    /// <summary>The visits of a range's members after that id, each once: as it was told first.</summary>
    public async Task<ILookup<string, ReplayVisit>> VisitsAsync(string run, int range, string after, CancellationToken cancellation)
    {
        var visits = new Dictionary<string, ArchivedVisit>(StringComparer.Ordinal);
        await foreach (var content in ReadAsync(VisitsOf(run, range), cancellation))
        {
            foreach (var visit in JsonSerializer.Deserialize(content, StorageJson.Default.IReadOnlyListArchivedVisit)!.Where(visit => string.CompareOrdinal(visit.MemberId, after) > 0))
            {
                if (!visits.TryGetValue(visit.Marker, out var known) || visit.ReceivedAt < known.ReceivedAt)
                {
                    visits[visit.Marker] = visit;
                }
            }
        }

        return visits.Values.OrderBy(visit => visit.ReceivedAt).ThenBy(visit => visit.Marker, StringComparer.Ordinal).ToLookup(visit => visit.MemberId, visit => visit.ToReplay());
    }

    /// <summary>In as many rows as it takes: even one member may have had very many grants.</summary>
    public async Task PutWishesAsync(string run, int range, int piece, BudgetWishes wishes, CancellationToken cancellation)
    {
        var (current, candidate) = (wishes.Current.Grants.Chunk(GrantsPerRow).ToList(), wishes.Candidate.Grants.Chunk(GrantsPerRow).ToList());
        for (var row = 0; row == 0 || row < Math.Max(current.Count, candidate.Count); row++)
        {
            var part = new BudgetWishes(
                new BudgetWish(row == 0 ? wishes.Current.Before : BudgetWish.NoneBefore, current.ElementAtOrDefault(row) ?? []),
                new BudgetWish(row == 0 ? wishes.Candidate.Before : BudgetWish.NoneBefore, candidate.ElementAtOrDefault(row) ?? []));
            var content = JsonSerializer.SerializeToUtf8Bytes(part, StorageJson.Default.BudgetWishes);
            await PutAsync(WishesOf(run, range), (piece * RowsPerPiece) + row, content, cancellation);
        }
    }

    /// <summary>What all pieces of so many ranges would take.</summary>
    public async Task<BudgetWishes> WishesAsync(string run, int ranges, CancellationToken cancellation)
    {
        var (current, candidate) = (new List<BudgetWish>(), new List<BudgetWish>());
        for (var range = 0; range < ranges; range++)
        {
            await foreach (var content in ReadAsync(WishesOf(run, range), cancellation))
            {
                var wishes = JsonSerializer.Deserialize(content, StorageJson.Default.BudgetWishes)!;
                current.Add(wishes.Current);
                candidate.Add(wishes.Candidate);
            }
        }

        return new BudgetWishes(BudgetWish.Sum(current), BudgetWish.Sum(candidate));
    }

    public Task PutForecastsAsync(string run, BudgetForecasts forecasts, CancellationToken cancellation) =>
        PutAsync(ForecastsOf(run), 0, JsonSerializer.SerializeToUtf8Bytes(forecasts, StorageJson.Default.BudgetForecasts), cancellation);

    /// <summary>Null while they are not worked out, and where there are no budgets.</summary>
    public async Task<BudgetForecasts?> FindForecastsAsync(string run, CancellationToken cancellation)
    {
        await foreach (var content in ReadAsync(ForecastsOf(run), cancellation))
        {
            return JsonSerializer.Deserialize(content, StorageJson.Default.BudgetForecasts);
        }

        return null;
    }

    private Task PutAsync(string partition, int piece, byte[] content, CancellationToken cancellation)
    {
        var row = new TableEntity(partition, string.Create(CultureInfo.InvariantCulture, $"{partition}-{piece:D9}"));
        Content.Write(row, content);
        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    private async IAsyncEnumerable<byte[]> ReadAsync(string partition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            yield return Content.Read(row);
        }
    }

    private static string VisitsOf(string run, int range) => string.Create(CultureInfo.InvariantCulture, $"{run}-visits-{range}");

    private static string WishesOf(string run, int range) => string.Create(CultureInfo.InvariantCulture, $"{run}-wishes-{range}");

    private static string ForecastsOf(string run) => run + "-budgets";
}
