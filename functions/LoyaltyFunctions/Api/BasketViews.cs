using System.Globalization;
using Loyalty;
using Loyalty.Baskets;
using Loyalty.Offers;

namespace LoyaltyFunctions.Api;

/// <summary>Baskets of the days, how often categories were not counted because there were too many, and what was bought together.</summary>
public sealed record BasketPage(DateOnly From, DateOnly To, long Baskets, long Beyond, IReadOnlyList<BasketRuleView> Items);

/// <summary>Two categories bought together; the shares and the lift as decimals with four places, rounded down.</summary>
public sealed record BasketRuleView(string If, string Then, long Baskets, string Support, string Confidence, string Lift)
{
    private const int Places = 10_000;

    public static BasketRuleView Of(BasketRule rule) =>
        new(rule.If, rule.Then, rule.Baskets, Text(rule.Support), Text(rule.Confidence), Text(rule.Lift));

    internal static string Text(Rational value) => ((value * Places).Floor() / (decimal)Places).ToString("0.0000", CultureInfo.InvariantCulture);
}

/// <summary>Why an offer is shown to who never bought what it is for: it is bought together with what the member buys.</summary>
public sealed record TogetherView(string If, string Then, string Confidence, string Lift)
{
    public static TogetherView Of(CompanionOffer offer) => new(
        offer.Because.If, offer.Because.Then, BasketRuleView.Text(offer.Because.Confidence), BasketRuleView.Text(offer.Because.Lift));
}
