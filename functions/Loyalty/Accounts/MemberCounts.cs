using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace Loyalty.Accounts;

/// <summary>What is counted by day or period, without the part that no decision can ask for any more.</summary>
internal static class MemberCounts
{
    /// <summary>Longer than the longest window of a programme.</summary>
    public const int QualifyingKeptDays = 740;

    private const int UsesKeptDays = 92;

    public static IReadOnlyList<QualifyingDay> Qualifying(IReadOnlyList<QualifyingDay> days, LedgerEntry entry)
    {
        if (entry.Qualifying.Count == 0)
            return days;
        var horizon = RecordedOn(entry).AddDays(-QualifyingKeptDays);
        return
        [
            .. days.Concat(entry.Qualifying.Select(change => new QualifyingDay(change.On, change.Points)))
                .Where(day => day.On >= horizon)
                .GroupBy(day => day.On)
                .Select(day => new QualifyingDay(day.Key, Points.Sum(day.Select(part => part.Points))))
                .Where(day => day.Points != Points.Zero)
                .OrderBy(day => day.On),
        ];
    }

    public static IReadOnlyList<RuleUse> Uses(IReadOnlyList<RuleUse> uses, LedgerEntry entry)
    {
        if (entry.Uses.Count == 0)
            return uses;
        var (horizon, hours) = (UsesKnownFrom(entry.RecordedAt), RecordedOn(entry).AddDays(-Velocity.HoursKeptDays));
        return
        [
            .. uses.Concat(entry.Uses)
                .Where(use => Calendar.EndOf(use.Period) >= (Velocity.IsHour(use.Period) ? hours : horizon))
                .GroupBy(use => (use.Rule, use.Period))
                .Select(group => group.Aggregate(Add))
                .OrderBy(use => use.Rule, StringComparer.Ordinal).ThenBy(use => use.Period, StringComparer.Ordinal),
        ];
    }

    /// <summary>Uses of earlier periods are forgotten; a receipt that arrives so late finds the limits of its period used up.</summary>
    public static DateOnly UsesKnownFrom(DateTimeOffset recordedAt) => DateOnly.FromDateTime(recordedAt.UtcDateTime).AddDays(-UsesKeptDays);

    private static RuleUse Add(RuleUse one, RuleUse other) => one with { Count = one.Count + other.Count, Points = one.Points + other.Points };

    private static DateOnly RecordedOn(LedgerEntry entry) => DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime);
}
