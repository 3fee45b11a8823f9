using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Purchases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// Ways to earn as one member sees them: open or not and why, the open ones ranked by what they are likely to be worth, and how the member
/// buys. The newest entries are read for that: one query, on no path of a sale.
/// </summary>
public sealed class OfferReader(MemberReader members, Ledger ledger, BudgetedCommits budgets, ProgrammeBook programmes, TimeProvider clock)
{
    private const int Entries = 60;

    public async Task<OfferPage> ReadAsync(string id, CancellationToken cancellation)
    {
        var (account, programme, now) = (await members.RequireAsync(id, cancellation), programmes.Current, clock.GetUtcNow());
        var member = MemberFacts.Of((await ledger.FindProfileAsync(account.MemberId, cancellation))?.Profile);
        var baskets = member.MayProfile ? await BasketsAsync(account.MemberId, cancellation) : [];
        var offers = Offer.AllFor(account, programme, member, now, await budgets.LeftAsync(cancellation));
        var ranked = NextBestOffer.Rank(offers, account, programme, member, baskets, now);
        var places = ranked.Select((offer, index) => (offer.Offer.Rule.Id, Rank: index + 1, Ranked: offer)).ToDictionary(place => place.Id);
        return new OfferPage([.. offers.Select(offer => places.TryGetValue(offer.Rule.Id, out var place)
            ? OfferView.Of(offer) with { Rank = place.Rank, Expected = ExpectedView.Of(place.Ranked) }
            : OfferView.Of(offer))])
        {
            Habits = Habits.Of(account, programme, member, baskets, programme.LocalDate(now)) is { } habits ? HabitsView.Of(habits) : null,
        };
    }

    /// <summary>Newest first.</summary>
    private async Task<IReadOnlyList<Purchase>> BasketsAsync(string memberId, CancellationToken cancellation) =>
        [.. (await ledger.EntriesAsync(memberId, long.MaxValue, Entries, cancellation)).Select(entry => entry.Purchase?.Purchase).OfType<Purchase>()];
}
