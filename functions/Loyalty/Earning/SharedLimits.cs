using Loyalty.Accounts;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>Limits that several rules use up together: those of campaigns, and the programme's own.</summary>
internal static class SharedLimits
{
    /// <summary>The name under which uses of the programme's limit are counted; no rule can be called that.</summary>
    public const string ProgrammeKey = "programme:all";

    /// <summary>What is left to the rules of a campaign; null without a limit in points. False when it is used up.</summary>
    public static bool Left(Account account, Campaign campaign, DateOnly localDate, DateTimeOffset recordedAt, out Points? points) =>
        Left(account, campaign.Key, campaign.Limit, localDate, recordedAt, out points);

    /// <summary>What is left to all rules together; null without a limit.</summary>
    public static Points? Left(Account account, Programme programme, DateOnly localDate, DateTimeOffset recordedAt) =>
        Left(account, ProgrammeKey, programme.Limit, localDate, recordedAt, out var points) ? points : Points.Zero;

    /// <summary>False when the limit is used up.</summary>
    public static bool Left(
        Account account, string key, RuleLimit? limit, DateOnly localDate, DateTimeOffset recordedAt, out Points? points)
    {
        points = null;
        if (limit is null)
            return true;
        var period = limit.Per.Key(localDate);
        if (Calendar.EndOf(period) < MemberCounts.UsesKnownFrom(recordedAt))
            return false;
        var used = account.RuleUses.FirstOrDefault(use => use.Rule == key && use.Period == period);
        points = limit.Points - (used?.Points ?? Points.Zero);
        return (used?.Count ?? 0) < (limit.Count ?? long.MaxValue) && points is not { Value: <= 0 };
    }
}
