using Loyalty.Accounts;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>
/// Writes what has fallen due by <c>At</c>: expired lots, released points, lapsed reservations, dated by the rule's own instant and in
/// that order. Late or twice makes no difference, so the timers are nothing but this.
/// </summary>
public sealed record CatchUp(DateTimeOffset At)
{
    /// <summary>
    /// Entries of one catch-up. Any other decision writes all that is due and its own; where that is more than one transaction takes,
    /// commit catch-ups until nothing is due and decide again.
    /// </summary>
    public const int MaximumEntries = 40;

    public enum Outcome { CaughtUp, MoreDue, NothingDue }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        var posting = new Posting(account, programme, At, MaximumEntries);
        return posting.Entries.Count == 0 ? Refusal.Of(Outcome.NothingDue, account)
            : posting.IsCaughtUp ? posting.Decision(Outcome.CaughtUp)
            : posting.Decision(Outcome.MoreDue);
    }

    internal static Account Preview(Account account, Programme programme, DateTimeOffset at) => new Posting(account, programme, at).Account;
}
