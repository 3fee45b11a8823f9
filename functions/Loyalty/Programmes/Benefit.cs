namespace Loyalty.Programmes;

/// <summary>A service that tiers or journeys unlock, and how often it may be used. A benefit that is not defined may be used as often as one likes.</summary>
public sealed record Benefit(string Id, string Name, BenefitAllowance? Allowance)
{
    /// <summary>Under which uses are counted; no rule can be called so.</summary>
    public string Key { get; } = "benefit:" + Id;
}

/// <summary>So many uses of one member in a period of the local calendar; <c>ByVisit</c>: on one local day in one store.</summary>
public sealed record BenefitAllowance(long Count, LimitPeriod Per, bool ByVisit);
