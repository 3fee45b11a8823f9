using Loyalty.Entries;

namespace LoyaltyFunctions.Api;

/// <summary>A use of a benefit, also the data of <c>loyalty.benefit.used</c> and <c>loyalty.benefit.returned</c>.</summary>
public sealed record BenefitUseView(string UseId, string Benefit, string Status, long Count)
{
    /// <summary>The period whose allowance it counts against.</summary>
    public string? Period { get; init; }

    /// <summary>The grant that paid for it.</summary>
    public string? GrantId { get; init; }

    public static BenefitUseView Of(BenefitUse use) => new(use.Id, use.Benefit, Words.Of(use.Step), use.Count)
    {
        Period = use.Counted?.Period,
        GrantId = use.Grant?.Id,
    };
}
