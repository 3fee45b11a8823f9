using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>The entries of one decision as they grow, each numbered, hashed and applied at once. Starts with what had fallen due.</summary>
internal sealed class Posting
{
    private const int PendingBeforeJoining = 200;

    private readonly List<LedgerEntry> _entries = [];

    public Posting(Account account, Programme programme, DateTimeOffset at, int catchUpLimit = int.MaxValue)
    {
        (Account, Programme, At) = (account, programme, at);
        Today = programme.LocalDate(at);
        IsCaughtUp = DueWork.Write(this, DateTimeOffset.MinValue, catchUpLimit);
    }

    public bool IsCaughtUp { get; }

    /// <summary>What was taken from budgets for this decision.</summary>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    public Account Account { get; private set; }

    public Programme Programme { get; }

    public DateTimeOffset At { get; }

    public DateOnly Today { get; }

    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>The sequence of the entry that comes next; the id of the lot that it makes.</summary>
    public long Next => Account.Sequence + 1;

    public void Add(LedgerEntry draft)
    {
        var entry = draft with
        {
            MemberId = Account.MemberId,
            Sequence = Next,
            Balance = Account.Balance + draft.Points,
            RecordedAt = At,
            ProgrammeId = Programme.Id,
            ProgrammeVersion = Programme.Version,
            Opening = Account.Sequence == 0 ? new Opening(Account.Opened, Account.Tier.Id, Account.Tier.Since, Account.Tier.Until) : null,
            PreviousHash = Account.HeadHash,
        };
        entry = entry with { Hash = EntryChain.HashOf(entry) };
        Account = Account.Apply(entry);
        _entries.Add(entry);
    }

    /// <summary>The lot that points make after they repaid the debt.</summary>
    public IReadOnlyList<LotChange> NewLot(Points points, DateOnly earned, DateOnly expires) =>
        LotList.AfterRepaying(Account.Debt, [new LotChange(LotFor(expires), earned, expires, points)])
            is [{ Points.Value: > 0 }] lot ? lot : [];

    /// <summary>Points that wait; where very many do already, they join those of the same days.</summary>
    public PendingChange NewPending(Points points, DateOnly release, DateOnly earned, DateOnly expires, EntrySource source, HoldReason? held = null)
    {
        var other = Account.Pending.Count < PendingBeforeJoining
            ? null
            : Account.Pending.LastOrDefault(item => item.Release == release && item.Expires == expires && item.Held == held);
        return new PendingChange(other?.Lot ?? Next, release, other?.Earned ?? earned, expires, points, other?.Source ?? source) { Held = held };
    }

    /// <summary>What budgets leave of points that a journey wants to give, after all that this decision gave.</summary>
    public Points WithinBudgets(string key, Points wanted)
    {
        var given = BudgetDemand.Of(Programme, _entries);
        foreach (var budget in Programme.BudgetsOf(key))
            if (Budgets.Of(budget) is { } left)
                wanted = Points.Max(Points.Min(wanted, left - given.GetValueOrDefault(budget.Key)), Points.Zero);
        return wanted;
    }

    public bool CanTake(Points more) =>
        more.IsWithinLimit && (Account.Balance + more + Points.Sum(Account.Pending.Select(pending => pending.Points))).IsWithinLimit;

    /// <summary>Ends the decision; lots that were past their last day when they came expire with it.</summary>
    public Decision<T> End<T>(T outcome, DateTimeOffset restoredAt = default)
        where T : struct, Enum
    {
        DueWork.Write(this, restoredAt);
        return Decision(outcome);
    }

    public Decision<T> Decision<T>(T outcome)
        where T : struct, Enum => new(outcome, _entries, Account);

    private long LotFor(DateOnly expires) =>
        Account.Lots.Count < LotList.LotsBeforeJoining
            ? Next
            : Account.Lots.LastOrDefault(lot => lot.Expires == expires)?.Id ?? Next;
}

internal static class Refusal
{
    public static Decision<T> Of<T>(T outcome, Account account)
        where T : struct, Enum => new(outcome, [], account);
}
