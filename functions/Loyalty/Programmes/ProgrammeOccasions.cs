namespace Loyalty.Programmes;

/// <summary>Whether anything of a programme depends on an occasion, so that nobody has to be asked about one that gives nothing.</summary>
public static class ProgrammeOccasions
{
    /// <summary>Somebody whom the member brought in has bought for the first time.</summary>
    public const string ReferralMade = Occasions.EventPrefix + "referral.made";

    /// <summary>So has somebody brought in by one of those, or of theirs.</summary>
    public const string ReferralChain = Occasions.EventPrefix + "referral.chain";

    public static bool Asks(this Programme programme, string on)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return programme.Earn.Any(rule => rule.On == on)
            || programme.Journeys.Any(journey => journey.On == on)
            || programme.Goals.Any(goal => goal.On == on);
    }
}
