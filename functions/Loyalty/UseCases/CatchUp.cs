using Loyalty.Accounts;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>
/// Writes what has fallen due by <c>At</c>: expired lots, released points, lapsed reservations, dated by the rule's own instant and in
/// that order. Late or twice makes no difference, so the timers are nothing but this.
/// </summary>
public sealed record CatchUp(DateTimeOffset At)
{
    public enum Outcome { CaughtUp, NothingDue }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
