using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Safety;
using Loyalty.UseCases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>Decides on a sale without writing anything: the very same decision that a purchase makes.</summary>
public sealed class QuoteHandler(
    Successors members,
    IdentityClaims identities,
    MemberFactsReader facts,
    ItemBook items,
    BudgetedCommits budgets,
    ProgrammeBook programmes,
    TimeProvider clock)
{
    private sealed record Sketch(Identity Member, Purchase Purchase, DateTimeOffset? OccurredAt, Identity? Cashier);

    public async Task<QuoteView> QuoteAsync(Caller caller, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var sketch = JsonRequest.Read(body, fields => Read(fields, caller.Partner))!;
        var memberId = await identities.FindAsync(sketch.Member, cancellation) ?? throw new ProblemException(Problem.NotFound);
        var stored = await members.FindAsync(memberId, cancellation) ?? throw new ProblemException(Problem.NotFound);
        var now = clock.GetUtcNow();
        var member = await facts.ReadAsync(stored.Account.MemberId, cancellation);
        var sale = new EarnPurchase(await items.CompleteAsync(sketch.Purchase, cancellation), sketch.OccurredAt ?? now, now, member)
        {
            Budgets = await budgets.LeftAsync(cancellation),
            Cap = items.CapOf(sketch.Purchase),
            Suspicions = await IsOwnCardAsync(sketch, memberId, cancellation) ? [HoldReason.OwnCard] : [],
        };
        var quote = new Quote(sale).Decide(stored.Account, programmes.Current);
        return quote.Outcome switch
        {
            EarnPurchase.Outcome.Earned or EarnPurchase.Outcome.Held => QuoteView.Of(quote, Open(stored.Account, sale)),
            EarnPurchase.Outcome.AccountClosed => throw new ProblemException(Problem.NotFound),
            EarnPurchase.Outcome.RateMissing => throw new ProblemException(Problem.Invalid, errors: [new("/currency", "has no rate in the programme")]),
            EarnPurchase.Outcome.ClockImplausible => throw new ProblemException(Problem.Invalid, errors: [new("/occurredAt", "is not near enough to now")]),
            _ => throw new ProblemException(Problem.Invalid, errors: [new("/total", "is too large")]),
        };
    }

    /// <summary>How many cards the till sees is not known before the sale.</summary>
    private async Task<bool> IsOwnCardAsync(Sketch sketch, string memberId, CancellationToken cancellation) =>
        programmes.Current.Safety.HoldsOwnCard && sketch.Cashier is { } cashier && await identities.FindAsync(cashier, cancellation) == memberId;

    /// <summary>What another basket would bring, bought at the same place.</summary>
    private IEnumerable<string> Open(Account account, EarnPurchase sale) =>
        from offer in Offer.AllFor(account, programmes.Current, sale.Member, sale.At, sale.Budgets)
        where offer.IsOpen && offer.Rule.On == Occasions.Purchase && offer.FitsPlace(sale.Purchase)
        select offer.Rule.Id;

    private static Sketch? Read(Fields body, string partner)
    {
        var member = IdentityReader.ReadRequired(body, "member");
        var (occurredAt, cashier) = (body.Instant("occurredAt"), IdentityReader.Read(body, "cashier"));
        var purchase = PurchaseReader.Read(body, partner);
        return member is null || purchase is null ? null : new Sketch(member, purchase, occurredAt, cashier);
    }
}
