using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Offers;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>
/// Uses a service of the tier, or one that was granted; by the grant first. It is recorded like a redemption that costs no points.
/// </summary>
public sealed record UseBenefit(string UseId, string Benefit, long Count, EntrySource Source, DateTimeOffset At)
{
    /// <summary><c>StoreMissing</c>: what is allowed by visit has to say where that is.</summary>
    public enum Outcome { Used, AccountClosed, CountNotPositive, BenefitUnavailable, StoreMissing, AllowanceUsedUp }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (Count <= 0)
            return Refusal.Of(Outcome.CountNotPositive, account);
        var posting = new Posting(account, programme, At);
        if (posting.Account.Personal.Find(GrantKind.Benefit, Benefit, posting.Today) is { } grant && grant.Uses >= Count)
            return Write(posting, null, grant with { Uses = Count });
        var standing = BenefitStanding.Of(posting.Account, programme, Benefit, posting.Today, Source.StoreId);
        if (!standing.IsOpen)
            return Refusal.Of(Outcome.BenefitUnavailable, account);
        if (standing.Allowance is { ByVisit: true } && Source.StoreId is null)
            return Refusal.Of(Outcome.StoreMissing, account);
        return Count > standing.Left
            ? Refusal.Of(Outcome.AllowanceUsedUp, account)
            : Write(posting, standing.Counter is { } counter ? counter with { Count = Count } : null, null);
    }

    private Decision<Outcome> Write(Posting posting, RuleUse? counted, GrantChange? grant)
    {
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Redeem,
            OccurredAt = At,
            Source = Source,
            Reason = BenefitStanding.KeyOf(Benefit),
            Uses = counted is null ? [] : [counted],
            Personal = grant is null ? null : new PersonalEffect { Grants = [grant with { Uses = -grant.Uses }] },
            Benefit = new BenefitUse(UseId, Benefit, BenefitStep.Used, Count, counted, grant),
        });
        return posting.End(Outcome.Used);
    }
}

/// <summary>Takes the use of a benefit back: the allowance, or the grant as long as it holds, is there again.</summary>
/// <param name="Use">What was used.</param>
public sealed record ReturnBenefit(BenefitUse Use, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Returned, AccountClosed, AlreadyReturned }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (Use.Step == BenefitStep.Returned)
            return Refusal.Of(Outcome.AlreadyReturned, account);
        var posting = new Posting(account, programme, At);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Cancel,
            OccurredAt = At,
            Source = Source,
            Reason = BenefitStanding.KeyOf(Use.Benefit),
            Uses = Use.Counted is { } counted ? [counted with { Count = -counted.Count }] : [],
            Benefit = Use with { Step = BenefitStep.Returned },
        });
        return posting.End(Outcome.Returned);
    }
}
