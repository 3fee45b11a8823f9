using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Forfeits what is left and closes the account for ever. Open reservations are cancelled first.</summary>
public sealed record EraseAccount(EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Erased, AccountClosed }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
