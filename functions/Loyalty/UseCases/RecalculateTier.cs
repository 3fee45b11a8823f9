using Loyalty.Accounts;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>The tier run for one member: up whenever earned, down only after the last day of the tier.</summary>
public sealed record RecalculateTier(DateTimeOffset At)
{
    public enum Outcome { Unchanged, Raised, Lowered, AccountClosed }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
