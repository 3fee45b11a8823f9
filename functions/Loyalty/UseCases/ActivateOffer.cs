using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>
/// A member opens an offer for themselves: one entry of 0 points that grants it as a journey would. Who has it already keeps it as it is.
/// </summary>
/// <param name="Offer">Id of the rule.</param>
public sealed record ActivateOffer(string Offer, EntrySource Source, DateTimeOffset At, MemberFacts Member)
{
    private const string Prefix = "offer:";

    /// <summary>
    /// <c>OfferUnknown</c>: no rule of the programme, or one that members cannot open. From <c>Over</c> on: why the offer is not open, as in
    /// <see cref="OfferReason"/>.
    /// </summary>
    public enum Outcome
    {
        Activated,
        AccountClosed,
        OfferUnknown,
        HeldOut,
        AlreadyActive,
        Over,
        NotYet,
        OutOfSeason,
        OtherTier,
        OtherSegment,
        NotFirstPurchase,
        NotNearBirthday,
        CardMissing,
        LimitReached,
        BudgetSpent,
    }

    /// <summary>What budgets have left; nothing is taken from them by this.</summary>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (programme.Rule(Offer) is not { Activation: { } terms } rule)
            return Refusal.Of(Outcome.OfferUnknown, account);
        if (programme.CampaignOf(rule)?.IsHeldOut(account.MemberId) == true)
            return Refusal.Of(Outcome.HeldOut, account);
        var posting = new Posting(account, programme, At);
        if (posting.Account.Personal.Find(GrantKind.Offer, rule.Id, posting.Today) is not null)
            return Refusal.Of(Outcome.AlreadyActive, account);
        var seen = Offers.Offer.Of(rule, posting.Account, programme, Member, At, Budgets);
        if (seen.Reason != OfferReason.NotActivated)
            return Refusal.Of(Refused(seen.Reason), account);
        posting.Add(Entry(posting, terms));
        return posting.End(Outcome.Activated);
    }

    /// <summary>Which offer was activated by the entry; null for every other entry.</summary>
    internal static string? OfferOf(LedgerEntry entry) =>
        entry is { Kind: EntryKind.Bonus, Reason: { } reason } && reason.StartsWith(Prefix, StringComparison.Ordinal) ? reason[Prefix.Length..] : null;

    private LedgerEntry Entry(Posting posting, OfferActivation terms) => new()
    {
        Kind = EntryKind.Bonus,
        OccurredAt = At,
        Source = Source,
        Reason = Prefix + Offer,
        Personal = new PersonalEffect
        {
            Grants = [new GrantChange(GrantChange.IdOf(posting.Account, GrantKind.Offer, Offer), GrantKind.Offer, Offer, terms.For.After(posting.Today), terms.Uses)],
        },
    };

    private static Outcome Refused(OfferReason reason) => reason switch
    {
        OfferReason.Over => Outcome.Over,
        OfferReason.NotYet => Outcome.NotYet,
        OfferReason.OutOfSeason => Outcome.OutOfSeason,
        OfferReason.OtherTier => Outcome.OtherTier,
        OfferReason.OtherSegment => Outcome.OtherSegment,
        OfferReason.NotFirstPurchase => Outcome.NotFirstPurchase,
        OfferReason.NotNearBirthday => Outcome.NotNearBirthday,
        OfferReason.CardMissing => Outcome.CardMissing,
        OfferReason.LimitReached => Outcome.LimitReached,
        OfferReason.BudgetSpent => Outcome.BudgetSpent,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "is open, or says nothing of an offer that can be activated"),
    };
}
