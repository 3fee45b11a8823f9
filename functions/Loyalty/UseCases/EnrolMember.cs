using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Greets a new member with what the programme gives on enrolment; the account was opened before.</summary>
public sealed record EnrolMember(EntrySource Source, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member)
{
    public enum Outcome { Enrolled, ClockImplausible, PointsOutOfRange }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
