using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Earning;

internal static class RuleUses
{
    /// <summary>
    /// One use of each limit that something was granted under, in the period of the local date: the rule's own, its campaign's, and the
    /// programme's.
    /// </summary>
    public static IReadOnlyList<RuleUse> Of(Programme programme, IReadOnlyList<RulePoints> granted, DateOnly localDate)
    {
        var own = from rule in granted
                  let limit = programme.Rule(rule.Id)?.Limit
                  where limit is not null
                  select new RuleUse(rule.Id, limit.Per.Key(localDate), 1, rule.Points);
        var shared = from rule in granted
                     let campaign = programme.CampaignOf(programme.Rule(rule.Id))
                     where campaign?.Limit is not null
                     group rule.Points by campaign into points
                     select new RuleUse(points.Key.Key, points.Key.Limit!.Per.Key(localDate), 1, Points.Sum(points));
        var all = granted.Count > 0 && programme.Limit is { } cap
            ? (RuleUse[])[new(SharedLimits.ProgrammeKey, cap.Per.Key(localDate), 1, Points.Sum(granted.Select(rule => rule.Points)))]
            : [];
        return [.. own, .. shared, .. all];
    }
}
