namespace Loyalty.Programmes;

/// <summary>Rules that belong together: one time, one limit by member, one budget for all of them, and who is held out to compare with.</summary>
/// <param name="HoldOut">Members of a hundred to whom the campaign's rules are never open.</param>
public sealed record Campaign(string Id, string? Name, Bound? From, Bound? Until, RuleLimit? Limit, Points? Budget, int HoldOut)
{
    /// <summary>The name under which uses of the limit and points of the budget are counted; no rule can be called that.</summary>
    public string Key { get; } = $"campaign:{Id}";

    /// <summary>
    /// Whether the member is only compared with. The hash of campaign and member decides, so that it is the same for ever and another for
    /// each campaign.
    /// </summary>
    public bool IsHeldOut(string memberId) => HoldOutGroup.Includes(Id, memberId, HoldOut);
}

/// <summary>Points that all members together may get of a rule or a campaign.</summary>
public sealed record Budget(string Key, Points Points);
