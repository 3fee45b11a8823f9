using Loyalty.Accounts;
using Loyalty.Entries;

namespace Loyalty.UseCases;

/// <summary>
/// The referral that brought the member in gives nobody a bonus: the two look like one person. An entry of 0 points on the new member's
/// account says why and who brought them in; once somebody has looked at it and lifts that, both get what the programme gives.
/// </summary>
/// <param name="By">What they have in common.</param>
/// <param name="Referrer">The member who brought this one in.</param>
/// <param name="At">When the first purchase became known.</param>
public sealed record RefuseReferral(string By, string Referrer, DateTimeOffset At)
{
    public const string ReasonPrefix = "referral-refused:";

    public enum Outcome { Refused, AccountClosed, KnownBefore }

    public Decision<Outcome> Decide(Account account, Programmes.Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (account.Personal.Referral is not null)
            return Refusal.Of(Outcome.KnownBefore, account);
        var posting = new Posting(account, programme, At);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Adjust,
            OccurredAt = At,
            Source = EntrySource.Hub with { Counterparty = Referrer },
            Reason = ReasonPrefix + By,
            Personal = new PersonalEffect { Referral = ReferralStep.Refused },
        });
        return posting.End(Outcome.Refused);
    }
}
