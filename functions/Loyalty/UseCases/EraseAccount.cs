using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Forfeits what is left and closes the account for ever. Open reservations are cancelled first.</summary>
public sealed record EraseAccount(EntrySource Source, DateTimeOffset At)
{
    /// <summary>A word of the API's list, so that the history says nothing of the person.</summary>
    public string? Reason { get; init; }

    public enum Outcome { Erased, AccountClosed }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At);
        while (posting.Account.Reservations is [var reservation, ..])
            posting.Add(CancelReservation.Entry(reservation, posting.Account, Source, At));
        posting.Add(AccountEnd.Emptied(posting.Account) with
        {
            Kind = EntryKind.Erase,
            OccurredAt = At,
            Source = Source,
            Reason = Reason,
            Personal = posting.Account.Personal.IsOnBoards ? new PersonalEffect { OnBoards = false } : null,
            Closing = new Closing(AccountStatus.Erased, null),
        });
        return posting.Decision(Outcome.Erased);
    }
}
