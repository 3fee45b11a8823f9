using Loyalty.UseCases;

namespace LoyaltyFunctions.Api;

/// <summary>What a sale would earn now, what could be redeemed on it, and which other ways to earn on a purchase are open.</summary>
public sealed record QuoteView(long Points, IReadOnlyList<RuleView> Rules, IReadOnlyList<string> Offers, RedeemableView Redeemable)
{
    /// <summary>What would hold the points back until somebody lifts it.</summary>
    public string? Held { get; init; }

    public static QuoteView Of(Quote.Answer quote, IEnumerable<string> open) => new(
        quote.Points.Value,
        [.. quote.Rules.Select(rule => new RuleView(rule.Id, rule.Points.Value))],
        [.. open.Except(quote.Rules.Select(rule => rule.Id))],
        new RedeemableView(quote.Redeemable.Value, quote.Value is { } value ? MoneyView.Of(value) : null))
    {
        Held = quote.Held is { } held ? Words.Of(held) : null,
    };
}

public sealed record RedeemableView(long Points, MoneyView? Value);
