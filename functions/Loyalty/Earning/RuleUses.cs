using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Earning;

internal static class RuleUses
{
    /// <summary>One use of each rule with a limit that granted something, in the period of the local date.</summary>
    public static IReadOnlyList<RuleUse> Of(Programme programme, IReadOnlyList<RulePoints> granted, DateOnly localDate) =>
    [
        .. from rule in granted
           let limit = programme.Rule(rule.Id)?.Limit
           where limit is not null
           select new RuleUse(rule.Id, limit.Per.Key(localDate), 1, rule.Points),
    ];
}
