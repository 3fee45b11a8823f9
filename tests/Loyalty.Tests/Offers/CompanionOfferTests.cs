using Loyalty.Baskets;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Purchases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

public class CompanionOfferTests
{
    private const string Noon = "2026-11-03T12:00Z";

    private static readonly Loyalty.Programmes.Programme Cafe = Rules("""
        {"id": "bun", "on": "purchase", "when": {"categories": ["Bakery"]}, "points": {"fixed": 9}},
        {"id": "milk", "on": "purchase", "when": {"categories": ["milk"]}, "points": {"fixed": 9}},
        {"id": "tea", "on": "purchase", "when": {"categories": ["tea"]}, "points": {"fixed": 9}},
        {"id": "old", "on": "purchase", "when": {"categories": ["bakery"], "until": "2026-01-01"}, "points": {"fixed": 9}}
        """);

    private static readonly Purchase[] Coffee = [Sale("4.00", Line("latte", "Coffee", "4.00"))];

    // Of ten coffees six came with a bun and seven with milk; nobody bought tea with anything.
    private static readonly IReadOnlyList<BasketRule> Together = BasketRule.Of(
        BasketCounts.Of(
            20,
            0,
            new Dictionary<string, long> { ["coffee"] = 10, ["bakery"] = 8, ["milk"] = 9, ["tea"] = 4 },
            new Dictionary<(string, string), long> { [("bakery", "coffee")] = 6, [("coffee", "milk")] = 7 }),
        1);

    [Fact]
    public void What_is_bought_together_with_the_members_baskets_is_offered_the_likeliest_first()
    {
        var offers = Rank(MemberFacts.None, Coffee);

        Assert.Equal(["milk because coffee 7/10", "bun because coffee 3/5"], offers.Select(offer => $"{offer.Offer.Rule.Id} because {offer.Because.If} {offer.Because.Confidence}"));
    }

    [Fact]
    public void Who_buys_it_already_needs_no_such_reason()
    {
        Purchase[] baskets = [.. Coffee, Sale("2.00", Line("bun", "bakery", "2.00"))];

        Assert.Equal(["milk"], Rank(MemberFacts.None, baskets).Select(offer => offer.Offer.Rule.Id));
    }

    [Fact]
    public void Nothing_is_derived_of_who_has_refused_profiling() =>
        Assert.Empty(Rank(MemberFacts.Of(new Profile(Consents: new Consents(Profiling: false))), Coffee));

    private static IReadOnlyList<CompanionOffer> Rank(MemberFacts member, IReadOnlyList<Purchase> baskets) =>
        CompanionOffer.Rank(Offer.AllFor(NewAccount(Cafe), Cafe, member, Instant(Noon)), member, baskets, Together);
}
