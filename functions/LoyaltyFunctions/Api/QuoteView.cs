using Loyalty.UseCases;

namespace LoyaltyFunctions.Api;

/// <summary>What a sale would earn now and what could be redeemed on it.</summary>
public sealed record QuoteView(long Points, IReadOnlyList<RuleView> Rules, IReadOnlyList<string> Offers, RedeemableView Redeemable)
{
    public static QuoteView Of(Quote.Answer quote) => new(
        quote.Points.Value,
        [.. quote.Rules.Select(rule => new RuleView(rule.Id, rule.Points.Value))],
        [],
        new RedeemableView(quote.Redeemable.Value, quote.Value is { } value ? MoneyView.Of(value) : null));
}

public sealed record RedeemableView(long Points, MoneyView? Value);
