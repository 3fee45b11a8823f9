using Loyalty;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>What points are granted for: a receipt or an operation, which happens once in the member's partition.</summary>
/// <param name="MemberId">Who is granted them.</param>
/// <param name="Key">Hash of the receipt, or the operation.</param>
/// <param name="On">What it earns on.</param>
/// <param name="Granted">The entries of the commit, once there is one; null when it cannot be told yet.</param>
public sealed record BudgetSubject(string MemberId, string Key, string On, Func<Task<IReadOnlyList<LedgerEntry>?>> Granted)
{
    /// <summary>Another member's attempt at the same receipt holds its own points.</summary>
    public string Id { get; } = Keys.Hash("budgeted", MemberId, Key);
}

/// <summary>
/// Commits whose points count against budgets. What a decision would grant is taken from the budgets first, then it decides with no more
/// than that, and what it did not need is given back. So a budget is never overdrawn, and a grant that is tried again finds its own points.
/// </summary>
public sealed class BudgetedCommits(Ledger ledger, Budgets budgets, ProgrammeBook programmes, TimeProvider clock)
{
    private const int MaxAttempts = 5;

    private sealed record Holdings(IReadOnlyDictionary<string, Points> Asked, IReadOnlyDictionary<string, Points> Held)
    {
        public BudgetsLeft Left { get; } = new(Held);
    }

    /// <summary>A sale, or a payment by card, known by the hash of its receipt.</summary>
    public BudgetSubject OfReceipt(string memberId, string receipt, string on = Occasions.Purchase) => new(memberId, receipt, on, async () =>
        await ledger.FindReceiptAsync(memberId, receipt, CancellationToken.None) is { IsFence: false } row
            ? await ledger.EntriesOfAsync(row.Entries[0].MemberId, row.First, row.Last, CancellationToken.None)
            : null);

    /// <summary>Anything else, known by its operation.</summary>
    public BudgetSubject OfOperation(string memberId, string operation, string on) => new(memberId, operation, on, async () =>
        await ledger.FindOperationAsync(memberId, operation, CancellationToken.None) is { } done
            ? await ledger.EntriesOfAsync(memberId, done.FirstSequence, done.LastSequence, CancellationToken.None)
            : null);

    /// <summary>As <see cref="Ledger.CommitAsync{T}"/>, with what the budgets give.</summary>
    /// <param name="subject">What the points are granted for.</param>
    /// <param name="decide">The decision within budgets.</param>
    /// <param name="findDone">What came of it before.</param>
    /// <param name="grantedBy">The entries that a result stands for, none for a refusal; null when it does not say.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<T> CommitAsync<T>(
        BudgetSubject subject,
        Func<StoredAccount?, BudgetsLeft, Draft<T>> decide,
        Func<Task<T?>> findDone,
        Func<T, IReadOnlyList<LedgerEntry>?> grantedBy,
        CancellationToken cancellation)
        where T : class
    {
        if (!programmes.Current.HasBudgets(subject.On))
        {
            return await ledger.CommitAsync(subject.MemberId, before => decide(before, BudgetsLeft.Unasked), findDone, cancellation);
        }

        for (var attempt = 1; ; attempt++)
        {
            var before = attempt == 1 ? await ledger.PeekAsync(subject.MemberId, cancellation) : await ledger.FindAsync(subject.MemberId, cancellation);
            var held = await TakeAsync(subject, Demand(decide(before, BudgetsLeft.Unasked)), cancellation);
            try
            {
                var result = await ledger.CommitAsync(subject.MemberId, account => Within(account, held), findDone, cancellation);
                await SettleAsync(subject, held, grantedBy(result) ?? await subject.Granted(), cancellation);
                return result;
            }
            catch (DemandGrewException) when (attempt < MaxAttempts)
            {
                // The account changed after the points were taken, and more is due than was asked for: asked again.
            }
        }

        Draft<T> Within(StoredAccount? account, Holdings held)
        {
            var draft = decide(account, held.Left);
            // A journey that a spent budget keeps from coming about leaves no entry that says so.
            var isShort = programmes.Current.HasJourneyBudgets(subject.On) || draft.Commit?.Entries.Any(entry => entry.Cuts.Any(cut => cut.Reason == CutReason.Budget)) == true;
            return isShort && Demand(decide(account, BudgetsLeft.Unasked)).Any(budget => budget.Value > held.Asked.GetValueOrDefault(budget.Key))
                ? throw new DemandGrewException(subject.MemberId)
                : draft;
        }
    }

    /// <summary>
    /// What a crash left: points of a subject that never came to a commit go back, and of one that did all that it was not given.
    /// </summary>
    public async Task SettleAsync(BudgetSubject subject, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        if (!programme.HasBudgets(subject.On))
        {
            return;
        }

        var entries = await subject.Granted();
        var granted = Granted(entries ?? []);
        // While nobody knows of a commit, only points that no commit under way can be using.
        var takenBefore = entries is null ? clock.GetUtcNow() - SweepHandler.MinAge : DateTimeOffset.MaxValue;
        await Task.WhenAll(programme.Budgets.Select(budget => budgets.SettleAsync(
            Ref(programme, budget), subject.Id, granted.GetValueOrDefault(budget.Key).Value, takenBefore, cancellation)));
    }

    /// <summary>Points that a refund took back from rules with a budget.</summary>
    public async Task GiveBackAsync(LedgerEntry reversal, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        var source = Keys.Hash("reversal", reversal.MemberId, reversal.Hash);
        foreach (var (key, points) in BudgetDemand.Of(programme, [reversal]).Where(budget => budget.Value < Points.Zero))
        {
            await budgets.GiveBackAsync(Ref(programme, programme.Budgets.First(budget => budget.Key == key)), source, -points.Value, cancellation);
        }
    }

    /// <summary>What all budgets have left, for decisions that are only shown; nothing is taken.</summary>
    public async Task<BudgetsLeft> LeftAsync(CancellationToken cancellation)
    {
        var spent = await SpentAsync(cancellation);
        return spent.Count == 0 ? BudgetsLeft.Unasked : new BudgetsLeft(spent.ToDictionary(one => one.Budget.Key, one => one.Budget.Points - new Points(one.Spent)));
    }

    public async Task<BudgetPage> ListAsync(CancellationToken cancellation) =>
        new([.. (await SpentAsync(cancellation)).Select(one => BudgetView.Of(one.Budget, one.Spent))]);

    private async Task<IReadOnlyList<(Budget Budget, long Spent)>> SpentAsync(CancellationToken cancellation)
    {
        var programme = programmes.Current;
        return await Task.WhenAll(programme.Budgets.Select(async budget => (budget, await budgets.SpentAsync(Ref(programme, budget), cancellation))));
    }

    private IReadOnlyDictionary<string, Points> Demand<T>(Draft<T> draft) => Granted(draft.Commit?.Entries ?? []);

    private IReadOnlyDictionary<string, Points> Granted(IReadOnlyList<LedgerEntry> entries) => BudgetDemand.Of(programmes.Current, entries);

    private async Task<Holdings> TakeAsync(BudgetSubject subject, IReadOnlyDictionary<string, Points> asked, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        var held = new Dictionary<string, Points>();
        foreach (var budget in programme.Budgets.Where(budget => asked.GetValueOrDefault(budget.Key) > Points.Zero))
        {
            held[budget.Key] = new Points(await budgets.TakeAsync(Ref(programme, budget), subject.Id, asked[budget.Key].Value, cancellation));
        }

        return new Holdings(asked, held);
    }

    /// <summary>Gives back what is held and was not granted.</summary>
    private async Task SettleAsync(BudgetSubject subject, Holdings held, IReadOnlyList<LedgerEntry>? entries, CancellationToken cancellation)
    {
        var granted = Granted(entries ?? []);
        foreach (var key in held.Held.Where(budget => budget.Value > granted.GetValueOrDefault(budget.Key)).Select(budget => budget.Key))
        {
            await SettleAsync(subject, key, granted.GetValueOrDefault(key).Value, cancellation);
        }
    }

    private async Task SettleAsync(BudgetSubject subject, string key, long granted, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        if (programme.Budgets.FirstOrDefault(budget => budget.Key == key) is { } budget)
        {
            await budgets.SettleAsync(Ref(programme, budget), subject.Id, granted, DateTimeOffset.MaxValue, cancellation);
        }
    }

    private static BudgetRef Ref(Programme programme, Budget budget) => BudgetRef.Of(programme.Id, budget.Key, budget.Points.Value);

    private sealed class DemandGrewException(string memberId) : Exception($"More points are due to {memberId} than were asked for.");
}
