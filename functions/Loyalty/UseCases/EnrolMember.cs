using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Greets a new member with what the programme gives on enrolment; the account was opened before. One entry or none.</summary>
public sealed record EnrolMember(EntrySource Source, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member)
{
    public enum Outcome { Enrolled, ClockImplausible, PointsOutOfRange }

    /// <inheritdoc cref="EarnEvent.Budgets"/>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        var bonus = new EarnEvent(Occasions.Enrolment, Source, OccurredAt, At, Member) { Budgets = Budgets }.Decide(account, programme);
        var outcome = bonus.Outcome switch
        {
            EarnEvent.Outcome.ClockImplausible => Outcome.ClockImplausible,
            EarnEvent.Outcome.PointsOutOfRange => Outcome.PointsOutOfRange,
            _ => Outcome.Enrolled,
        };
        return new Decision<Outcome>(outcome, bonus.Entries, bonus.Account);
    }
}
