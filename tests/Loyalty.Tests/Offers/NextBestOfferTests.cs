using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Programmes;
using Loyalty.Purchases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

public class NextBestOfferTests
{
    private const string Noon = "2026-11-03T12:00Z";

    private static readonly Programme Cafe = Rules(
        """
        {"id": "bun", "on": "purchase", "when": {"categories": ["bakery"]}, "points": {"fixed": 9}},
        {"id": "coffee", "on": "purchase", "when": {"categories": ["coffee"]}, "points": {"fixed": 6}},
        {"id": "book", "on": "purchase", "when": {"categories": ["book"]}, "points": {"fixed": 500}},
        {"id": "over", "on": "purchase", "when": {"until": "2026-01-01"}, "points": {"fixed": 1000}}
        """,
        """ "segments": [{"id": "regular", "when": {"visits": {"atLeast": 3, "within": "P30D"}}}, {"id": "vip", "when": {"spent": {"atLeast": "1000.00", "within": "P12M"}}}] """);

    private static readonly Purchase[] Baskets =
    [
        Sale("4.00", Line("latte", "coffee", "4.00")),
        Sale("6.00", Line("latte", "coffee", "4.00"), Line("bun", "bakery", "2.00")),
        Sale("8.00", Line("latte", "Coffee", "4.00", 2), Line("mug", null, "4.00")),
    ];

    [Fact]
    public void What_the_member_usually_buys_decides_which_offer_is_best()
    {
        var ranked = Rank(MemberFacts.None);

        // Three purchases in ninety days are one a month: coffee 6 in each, a bun 9 in one of three.
        Assert.Equal(["coffee 6 of 3/3", "bun 3 of 1/3"], ranked.Select(offer => $"{offer.Offer.Rule.Id} {offer.Expected} of {offer.Fits}/{offer.Baskets}"));
    }

    [Fact]
    public void Nothing_is_ranked_and_no_habit_told_of_who_has_refused_profiling()
    {
        var refused = MemberFacts.Of(new Profile(Consents: new Consents(Profiling: false)));

        Assert.Empty(Rank(refused));
        Assert.Null(Habits.Of(Regular(), Cafe, refused, Baskets, Date("2026-11-03")));
    }

    [Fact]
    public void Habits_tell_recency_frequency_value_rhythm_and_what_is_usual()
    {
        var habits = Habits.Of(Regular(), Cafe, MemberFacts.None, Baskets, Date("2026-11-03"))!;

        Assert.Equal((Date("2026-11-02"), 3L, "18.00 EUR", 7), (habits.LastPurchaseOn, habits.Visits, habits.Spent.ToString(), habits.RhythmDays));
        Assert.Equal([new("coffee", 3), new("bakery", 1)], habits.Usual);
        Assert.Equal(["regular"], habits.Segments);
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 40)]
    [InlineData(5, 60)]
    public void What_waits_to_be_activated_is_worth_what_it_would_give_as_often_as_it_can_be_used(int uses, long expected)
    {
        var programme = Rules(
            $$"""
            {"id": "better", "on": "purchase", "group": "one", "points": {"fixed": 9} },
            {"id": "clip", "on": "purchase", "group": "one", "personal": true, "activate": {"for": "P14D", "uses": {{uses}} }, "points": {"fixed": 20} }
            """);
        // Nine purchases in ninety days are three a month.
        var account = Enumerable.Range(1, 9).Aggregate(NewAccount(programme), (account, day) => account.Earned(programme, "4.00", $"2026-10-0{day}T12:00Z"));

        var offers = Offer.AllFor(account, programme, MemberFacts.None, Instant(Noon));
        var ranked = NextBestOffer.Rank(offers, account, programme, MemberFacts.None, [Sale("4.00")], Instant(Noon));

        Assert.Equal([("better", 27L), ("clip", expected)], ranked.Select(offer => (offer.Offer.Rule.Id, offer.Expected.Value)).Order());
    }

    private static IReadOnlyList<RankedOffer> Rank(MemberFacts member)
    {
        var account = Regular();
        return NextBestOffer.Rank(Offer.AllFor(account, Cafe, member, Instant(Noon)), account, Cafe, member, Baskets, Instant(Noon));
    }

    private static Account Regular()
    {
        var account = NewAccount(Cafe);
        foreach (var (basket, on) in Baskets.Zip((string[])["2026-10-19", "2026-10-26", "2026-11-02"]))
            account = account.Earn(Cafe, basket, $"{on}T12:00Z").Account;
        return account;
    }
}
