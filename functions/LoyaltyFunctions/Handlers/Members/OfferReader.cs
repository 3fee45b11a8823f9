using Loyalty.Offers;
using Loyalty.Purchases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Insights;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// Ways to earn as one member sees them: open or not and why, the open ones ranked by what they are likely to be worth, and how the member
/// buys. The newest entries are read for that: one query, on no path of a sale.
/// </summary>
public sealed class OfferReader(
    MemberReader members, MemberFactsReader facts, Ledger ledger, BudgetedCommits budgets, BasketBook together, ProgrammeBook programmes, TimeProvider clock)
{
    private const int Entries = 60;

    public async Task<OfferPage> ReadAsync(string id, CancellationToken cancellation)
    {
        var (account, programme, now) = (await members.RequireAsync(id, cancellation), programmes.Current, clock.GetUtcNow());
        var member = await facts.ReadForOffersAsync(account.MemberId, cancellation);
        var baskets = member.MayProfile ? await BasketsAsync(account.MemberId, cancellation) : [];
        var offers = Offer.AllFor(account, programme, member, now, await budgets.LeftAsync(cancellation));
        var ranked = NextBestOffer.Rank(offers, account, programme, member, baskets, now);
        var companions = member.MayProfile ? CompanionOffer.Rank(offers, member, baskets, await together.TogetherAsync(cancellation)) : [];
        return new OfferPage(Placed(offers, ranked, companions))
        {
            Habits = Habits.Of(account, programme, member, baskets, programme.LocalDate(now)) is { } habits ? HabitsView.Of(habits) : null,
        };
    }

    /// <summary>In the programme's order: what fits the member's own baskets comes first, then what is bought together with them.</summary>
    private static List<OfferView> Placed(IReadOnlyList<Offer> offers, IReadOnlyList<RankedOffer> ranked, IReadOnlyList<CompanionOffer> companions)
    {
        var places = ranked.Select((offer, index) => OfferView.Of(offer.Offer) with { Rank = index + 1, Expected = ExpectedView.Of(offer) })
            .ToDictionary(view => view.Id);
        foreach (var companion in companions.Where(companion => !places.ContainsKey(companion.Offer.Rule.Id)))
        {
            places[companion.Offer.Rule.Id] = OfferView.Of(companion.Offer) with { Rank = places.Count + 1, Together = TogetherView.Of(companion) };
        }

        return [.. offers.Select(offer => places.GetValueOrDefault(offer.Rule.Id) ?? OfferView.Of(offer))];
    }

    /// <summary>Newest first.</summary>
    private async Task<IReadOnlyList<Purchase>> BasketsAsync(string memberId, CancellationToken cancellation) =>
        [.. (await ledger.EntriesAsync(memberId, long.MaxValue, Entries, cancellation)).Select(entry => entry.Purchase is { IsPurchase: true, Purchase: var bought } ? bought : null).OfType<Purchase>()];
}
