using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

/// <summary>Executes the examples of the guide that are about what a member has bought over time.</summary>
public class GuideHistoryTests
{
    private const string Base = """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""";

    public static IEnumerable<object[]> Segments() => GuideTests.Table("Segments");

    public static IEnumerable<object[]> Tiers() => GuideTests.Table("Tiers");

    [Theory]
    [MemberData(nameof(Segments))]
    public void A_segment_holds_as_the_guide_says(string says, string when, string bought, string on, string holds)
    {
        var programme = Rules(Base, $$""" "segments": [{"id": "s", "when": {{when}} }], {{GuideTests.Tiers}} """);
        var account = Bought(programme, bought);

        Assert.Equal((says, holds), (says, programme.Segments[0].Holds(account, MemberFacts.None, programme, Date(on)) ? "yes" : "no"));
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public void A_tier_is_held_as_the_guide_says(string says, string tiers, string bought, string on, string tier)
    {
        var forEver = tiers.Contains("forEverFrom", StringComparison.Ordinal) ? ", \"forEverFrom\": 250" : "";
        var ladder = tiers.Replace(", \"forEverFrom\": 250", "", StringComparison.Ordinal);
        var programme = Rules(Base, $$"""
            "tiers": { {{ladder}}, "levels": [{"id": "low", "from": 0}, {"id": "mid", "from": 100}, {"id": "top", "from": 200{{forEver}}}]}
            """);
        var account = Bought(programme, bought);
        var noon = Instant($"{on}T12:00Z");
        if (account.NextDue(DueKind.TierReview, programme) <= noon)
            account = new RecalculateTier(noon).Decide(account, programme).Account;

        Assert.Equal((says, tier), (says, account.Tier.Id));
        Assert.True(account.NextDue(DueKind.TierReview, programme) is not { } due || due > noon, "The review would come again and again.");
    }

    [Fact]
    public void A_rule_may_ask_for_a_segment_and_holds_from_the_purchase_after_it()
    {
        var programme = Rules(
            """{"id": "again", "on": "purchase", "when": {"segments": ["regular"]}, "points": {"fixed": 5}}""",
            """ "segments": [{"id": "regular", "when": {"visits": {"atLeast": 2, "within": "P30D"}}}] """);
        var account = Bought(programme, "5.00 on 2026-02-09, 5.00 on 2026-02-10");

        Assert.Equal("again 5", account.Earn(programme, Sale("5.00"), "2026-02-11T12:00Z").Entries[0].RulesText());
        Assert.Equal("", account.Earn(programme, Sale("5.00"), "2026-03-12T12:00Z").Entries[0].RulesText());
        var refused = new EarnPurchase(Sale("5.00"), Instant("2026-02-11T12:00Z"), Instant("2026-02-11T12:00Z"), MemberFacts.Of(new Profile(Consents: new Consents(Profiling: false))));
        Assert.Equal("", refused.Decide(account, programme).Entries[0].RulesText());
    }

    [Fact]
    public void A_home_store_and_a_language_come_from_the_profile()
    {
        var programme = Rules(Base, """ "segments": [{"id": "s", "when": {"homeStores": ["berlin-1"], "locales": ["de-DE"]}}] """);
        var member = MemberFacts.Of(new Profile(HomeStoreId: "berlin-1", Locale: "de-DE"));

        Assert.True(programme.Segments[0].Holds(NewAccount(programme), member, programme, Date("2026-03-01")));
        Assert.False(programme.Segments[0].Holds(NewAccount(programme), member with { Locale = "fr-FR" }, programme, Date("2026-03-01")));
    }

    [Fact]
    public void What_is_given_back_counts_neither_as_money_nor_at_last_as_a_purchase()
    {
        var programme = Rules(Base, """ "tiers": {"window": "P12M", "by": "spend", "levels": [{"id": "low", "from": 0}, {"id": "mid", "from": 100}]} """);
        var shop = new Shop(programme).Buys(Sale("60.00"), "2026-02-10T12:00Z").Refunds("25.00", "2026-02-11T12:00Z");

        Assert.Equal(new ActivityDay(Date("2026-02-10"), 1, 35_00), Assert.Single(shop.Account.Activity));
        Assert.Equal(new Points(35), shop.Account.At(Instant("2026-02-12T12:00Z"), programme).Tier.QualifyingPoints);
        shop.Voids("2026-02-12T12:00Z");
        Assert.Empty(shop.Account.Activity);
        Assert.Equal((0, shop.Account.Text()), (shop.Account.SpentEver, Account.Rebuild(shop.Entries).Text()));
    }

    [Fact]
    public void The_rhythm_is_the_median_of_the_days_between_purchases()
    {
        Assert.Equal(7, Bought(Sample, "5.00 on 2026-02-01, 5.00 on 2026-02-08, 5.00 on 2026-02-08, 5.00 on 2026-02-15, 5.00 on 2026-04-01").Rhythm());
        Assert.Null(Bought(Sample, "5.00 on 2026-02-01, 5.00 on 2026-02-08").Rhythm());
    }

    [Fact]
    public void Two_members_who_become_one_have_bought_together()
    {
        var programme = Rules(Base, """ "tiers": {"window": "P12M", "by": "visits", "levels": [{"id": "low", "from": 0}, {"id": "mid", "from": 3}]} """);
        var at = Instant("2026-03-01T12:00Z");
        var other = new MergeAway("m1", Till, at).Decide(Bought(programme, "5.00 on 2026-02-01, 6.00 on 2026-02-02", "m2"), programme);

        var merged = new MergeInto(other.Entries[^1], Till, at).Decide(Bought(programme, "7.00 on 2026-02-02"), programme).Account;

        Assert.Equal([new(Date("2026-02-01"), 1, 5_00), new(Date("2026-02-02"), 2, 13_00)], merged.Activity);
        Assert.Equal(("mid", 18_00L), (merged.Tier.Id, merged.SpentEver));
    }

    private static Account Bought(Programme programme, string bought, string memberId = "m1")
    {
        var account = NewAccount(programme, memberId: memberId);
        foreach (var sale in bought == "nothing" ? [] : bought.Split(", "))
            account = account.Earned(programme, sale.Split(" on ")[0], $"{sale.Split(" on ")[1]}T12:00Z");
        return account;
    }
}
