using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Safety;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests;

/// <summary>One member who buys, redeems and brings things back; every step must succeed.</summary>
internal sealed class Shop(Programme programme)
{
    private int _refunds;
    private int _redemptions;

    public Account Account { get; private set; } = NewAccount(programme);

    public List<LedgerEntry> Entries { get; } = [];

    public List<PurchaseState> Purchases { get; } = [];

    public IReadOnlyList<LedgerEntry> LastDecision { get; private set; } = [];

    public LedgerEntry Last => Entries[^1];

    public PurchaseState Purchase => Purchases[^1];

    public Shop Buys(Purchase purchase, string at)
    {
        var decision = Account.Earn(programme, purchase, at);
        Assert.Equal(EarnPurchase.Outcome.Earned, decision.Outcome);
        Purchases.Add(PurchaseState.Fold(null, decision.Entries.First(entry => entry.Purchase is not null))!);
        return Follow(decision.Entries, decision.Account);
    }

    public Shop Activates(string offer, string at)
    {
        var decision = new ActivateOffer(offer, Till, Instant(at), MemberFacts.None).Decide(Account, programme);
        Assert.Equal(ActivateOffer.Outcome.Activated, decision.Outcome);
        return Follow(decision.Entries, decision.Account);
    }

    /// <summary>A sale that the cashier rings up for themself.</summary>
    public Shop BuysHeld(Purchase purchase, string at)
    {
        var decision = new EarnPurchase(purchase, Instant(at), Instant(at), MemberFacts.None) { Suspicions = [HoldReason.OwnCard] }.Decide(Account, programme);
        Assert.Equal(EarnPurchase.Outcome.Held, decision.Outcome);
        Purchases.Add(PurchaseState.Fold(null, decision.Entries.First(entry => entry.Purchase is not null))!);
        return Follow(decision.Entries, decision.Account);
    }

    /// <summary>Leader boards count from now on.</summary>
    public Shop Joins()
    {
        var decision = new GiveConsent([], [], Till, Instant("2026-01-01T13:00Z"), MemberFacts.None) { OnBoards = true }.Decide(Account, programme);
        return Follow(decision.Entries, decision.Account);
    }

    /// <summary>All such sales go on.</summary>
    public Shop Lifts(string at, Programme? current = null)
    {
        var held = Purchases.Select(purchase => new HeldPurchase(purchase, programme)).ToArray();
        var decision = new LiftHold(HoldReason.OwnCard, "looked-at", Till, Instant(at)) { Purchases = held }.Decide(Account, current ?? programme);
        return Follow(decision.Entries, decision.Account);
    }

    public Shop Redeems(long points, string at)
    {
        var redeem = new RedeemPoints($"redeem{++_redemptions}", RedemptionRequest.Of(new Points(points)), Till, Instant(at));
        var decision = redeem.Decide(Account, programme);
        Assert.Equal(RedeemPoints.Outcome.Redeemed, decision.Outcome);
        return Follow(decision.Entries, decision.Account);
    }

    public Shop Refunds(string total, string at, params PurchaseLine[] lines) => Refunds(total, at, lines, null, null, null);

    public Shop Refunds(string total, string at, int purchase, params PurchaseLine[] lines) => Refunds(total, at, lines, null, purchase, null);

    /// <summary>All that is left of that purchase, if anything is.</summary>
    public Shop Gives(int purchase, long euros, string at) => euros == 0 ? this : Refunds($"{euros}.00", at, [], null, purchase, null);

    public Shop Refunds(string total, string at, string? occurredAt = null, int? purchase = null, Programme? current = null) =>
        Refunds(total, at, [], occurredAt, purchase, current);

    public Shop Voids(string at)
    {
        var decision = new VoidPurchase(Purchase.Purchase.Receipt, Instant(at), Instant(at)).Decide(Account, Purchase, programme, programme);
        Assert.Equal(VoidPurchase.Outcome.Voided, decision.Outcome);
        return Follow(decision.Entries, decision.Account);
    }

    private Shop Refunds(string total, string at, PurchaseLine[] lines, string? occurredAt, int? purchase, Programme? current)
    {
        var state = Purchases[purchase ?? Purchases.Count - 1];
        var refund = new Refund(state.Purchase.Receipt, $"refund{++_refunds}", Money(total), lines);
        var decision = new RefundPurchase(refund, Instant(occurredAt ?? at), Instant(at)).Decide(Account, state, programme, current ?? programme);
        Assert.Equal(RefundPurchase.Outcome.Reversed, decision.Outcome);
        return Follow(decision.Entries, decision.Account);
    }

    private Shop Follow(IReadOnlyList<LedgerEntry> entries, Account account)
    {
        Account = account;
        LastDecision = entries;
        Entries.AddRange(entries);
        for (var index = 0; index < Purchases.Count; index++)
            Purchases[index] = entries.Aggregate(Purchases[index], (state, entry) => PurchaseState.Fold(state, entry)!);
        return this;
    }
}
