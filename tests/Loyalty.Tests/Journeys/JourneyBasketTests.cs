using Loyalty.Purchases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Journeys;

/// <summary>What a journey or a goal asks of the basket selects lines as it does for a rule.</summary>
public class JourneyBasketTests
{
    [Theory]
    [InlineData("\"fullPrice\": true", true, null, true)]
    [InlineData("\"fullPrice\": true", false, null, false)]
    [InlineData("\"fullPrice\": true", null, null, false)]
    [InlineData("\"fullPrice\": false", false, null, true)]
    [InlineData("\"minMargin\": \"0.40\"", null, 4_000, true)]
    [InlineData("\"minMargin\": \"0.40\"", null, 3_999, false)]
    [InlineData("\"minMargin\": \"0.40\"", null, null, false)]
    [InlineData("\"categories\": [\"tea\"]", null, null, true)]
    [InlineData("\"categories\": [\"coffee\"]", null, null, false)]
    public void A_journey_and_a_goal_ask_for_a_line_as_a_rule_does(string when, bool? fullPrice, int? margin, bool fits)
    {
        var sale = Sale("5.00", Line("t", "tea", "5.00") with { FullPrice = fullPrice, MarginRate = margin });

        Assert.Equal(fits ? ("rule 3", "journey:j 7", "goal") : ("", "", ""), Came(when, sale));
    }

    [Fact]
    public void What_is_given_for_nothing_or_given_back_is_no_such_line()
    {
        var free = Sale("5.00", Line("c", "coffee", "0.00"), Line("t", "tea", "5.00"));
        var deposit = Sale("5.00", Line("c", "coffee", "-1.00"), Line("t", "tea", "6.00"));

        Assert.Equal(("", "", ""), Came("\"categories\": [\"coffee\"]", free));
        Assert.Equal(("", "", ""), Came("\"categories\": [\"coffee\"]", deposit));
    }

    private static (string Rule, string Journey, string Goal) Came(string when, Purchase sale)
    {
        var programme = Rules(
            $$"""{"id": "rule", "on": "purchase", "when": { {{when}} }, "points": {"fixed": 3} }""",
            $$"""
            "goals": [{"id": "g", "kind": "badge", "on": "purchase", "count": 1, "when": { {{when}} } }],
            "journeys": [{"id": "j", "on": "purchase", "when": { {{when}} }, "then": {"points": 7} }]
            """);
        var entries = NewAccount(programme).Earn(programme, sale, "2026-03-02T10:00Z").Entries;
        return (entries[0].RulesText(), string.Join(", ", entries.Skip(1).Select(entry => entry.RulesText())), entries[0].Play.Any(step => step.IsReached) ? "goal" : "");
    }
}
