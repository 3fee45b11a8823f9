using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Grants the fixed bonuses on something other than a purchase: a check-in, a geofence, a referral, a survey.</summary>
/// <param name="On">One of <see cref="Occasions"/> or <c>event:{name}</c>.</param>
public sealed record EarnEvent(string On, EntrySource Source, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member)
{
    public enum Outcome { Earned, AccountClosed, ClockImplausible, NothingToEarn, PointsOutOfRange }

    public string? Channel { get; init; }

    public string? GeofenceId { get; init; }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
