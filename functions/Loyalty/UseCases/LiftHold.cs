using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>A purchase that waits for somebody, as its refunds have left it.</summary>
/// <param name="EarnedUnder">The version that it was earned with.</param>
public sealed record HeldPurchase(PurchaseState Purchase, Programme EarnedUnder);

/// <summary>
/// Somebody has looked at what is held back, and lets it go on. An entry of 0 points says who and why; purchases that waited do after it what
/// they would have done, as if they had never been held.
/// </summary>
public sealed record LiftHold(HoldReason Reason, string Because, EntrySource Source, DateTimeOffset At)
{
    /// <summary>More that wait go on by lifting again, so that a decision fits a transaction: each leaves an entry, and changes the row of its receipt.</summary>
    public const int MaximumPurchases = 15;

    private const int MaximumRows = 2 * MaximumPurchases;

    public enum Outcome { Lifted, AccountClosed, NotHeld }

    /// <summary>Those that <see cref="Waiting"/> names.</summary>
    public IReadOnlyList<HeldPurchase> Purchases { get; init; } = [];

    public MemberFacts Member { get; init; } = MemberFacts.None;

    /// <summary>What was taken from budgets for the journeys that follow.</summary>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    /// <summary>The purchases that lifting lets go on, the oldest first.</summary>
    public static IReadOnlyList<HeldSale> Waiting(Account account, HoldReason reason)
    {
        ArgumentNullException.ThrowIfNull(account);
        return [.. account.Personal.HeldSales.Where(sale => sale.Reason == reason).Take(MaximumPurchases)];
    }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At) { Budgets = Budgets };
        if (Hold.AllOn(posting.Account, programme, At).All(hold => hold.Reason != Reason))
            return Refusal.Of(Outcome.NotHeld, account);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Adjust,
            OccurredAt = At,
            Source = Source,
            Reason = Because,
            Personal = Reason switch
            {
                HoldReason.CoolingDown => new PersonalEffect { Contact = ContactStep.Trusted },
                HoldReason.Staff => new PersonalEffect { Staff = StaffStep.Trusted },
                HoldReason.Referral => new PersonalEffect { Referral = ReferralStep.Trusted },
                HoldReason.Ring => new PersonalEffect { Ring = RingStep.Trusted },
                _ => null,
            },
            Uses = Uncounted(posting),
        });
        LetGo(posting);
        return posting.End(Outcome.Lifted, restoredAt: At);
    }

    private void LetGo(Posting posting)
    {
        var (waiting, receipts) = (Waiting(posting.Account, Reason).ToDictionary(sale => sale.Sequence), 0);
        var purchases = Purchases.Where(held => waiting.ContainsKey(held.Purchase.Sequence));
        foreach (var held in purchases.OrderBy(held => held.Purchase.OccurredAt).ThenBy(held => held.Purchase.Sequence))
        {
            if (posting.Entries.Count + receipts >= MaximumRows)
                break;
            new LiftedPurchase(posting, held, Member).Write(waiting[held.Purchase.Sequence]);
            receipts++;
        }

        // What came along with another member, or from a time before purchases were noted: points alone.
        var others = posting.Account.Pending.Where(pending => pending.Held == Reason && !posting.Account.Personal.HeldSales.Any(sale => sale.Source == pending.Source));
        foreach (var pending in others.Take(Math.Max(MaximumRows - posting.Entries.Count - receipts, 0)).ToArray())
            posting.Add(LiftedPurchase.Released(posting, pending));
    }

    private IReadOnlyList<RuleUse> Uncounted(Posting posting) => Reason switch
    {
        HoldReason.Velocity => [.. Hold.Count(posting.Programme, posting.Today)
            .Select(use => use with { Count = -Hold.Used(posting.Account, posting.Programme.Safety.Redemptions!, posting.Today) })],
        HoldReason.Purchases or HoldReason.Visits => [.. Velocity.AtLimit(posting.Account, posting.Programme, Reason == HoldReason.Purchases, At)
            .Select(use => use with { Count = -use.Count, Points = Points.Zero })],
        _ => [],
    };
}
