using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;
using Loyalty.UseCases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// The first purchase of a member whom somebody brought in: both get what the programme gives for a referral, each once, by an operation
/// known by the new member. Two who look like one person get none until an operator has lifted that.
/// </summary>
public sealed class ReferralFollowUp(Ledger ledger, Successors members, Arrivals arrivals, MemberFactsReader facts, ProgrammeBook programmes) : IFollowUp
{
    /// <summary>So far up a chain of referrals somebody hears of a new member.</summary>
    private const int MaximumChain = 5;

    private static readonly string[] Asked = [Occasions.Referral, ProgrammeOccasions.ReferralMade, ProgrammeOccasions.ReferralChain];

    public async Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry)
    {
        var isLifted = entry.Personal?.Referral == ReferralStep.Trusted;
        if (!(entry.Purchase is { Number: 1 } || isLifted) || !Asked.Any(programmes.Current.Asks))
        {
            return [];
        }

        var referred = entry.MemberId;
        if (await ledger.FindReferrerAsync(referred, CancellationToken.None) is not { } referrer || await AreOneAsync(referred, referrer))
        {
            return [];
        }

        return !isLifted && await ShareMailboxAsync(referred, referrer)
            ? await RefuseAsync(referred, referrer, entry)
            : await GrantAllAsync(referred, referrer, entry);
    }

    private async Task<IReadOnlyList<Publication>> RefuseAsync(string referred, string referrer, LedgerEntry entry)
    {
        var command = new RefuseReferral(Api.Words.Of(TraceKind.Mailbox), referrer, entry.RecordedAt);
        var refused = await arrivals.BringAsync(referred, Operation.Own("referral", referred, "refused"), account => command.Decide(account, programmes.Current));
        return refused is null ? [] : [refused];
    }

    private async Task<IReadOnlyList<Publication>> GrantAllAsync(string referred, string referrer, LedgerEntry entry)
    {
        var bonuses = new List<Publication>();
        foreach (var (memberId, other, role, on) in await RolesAsync(referred, referrer))
        {
            var operation = Operation.Own("referral", referred, role);
            if (programmes.Current.Asks(on) && await GrantAsync(memberId, other, on, operation, entry) is { } bonus)
            {
                bonuses.Add(bonus);
            }
        }

        return bonuses;
    }

    private async Task<IReadOnlyList<(string MemberId, string Other, string Role, string On)>> RolesAsync(string referred, string referrer)
    {
        List<(string MemberId, string Other, string Role, string On)> roles =
        [
            (referred, referrer, "referred", Occasions.Referral),
            (referrer, referred, "referrer", Occasions.Referral),
            (referrer, referred, "made", ProgrammeOccasions.ReferralMade),
        ];
        if (!programmes.Current.Asks(ProgrammeOccasions.ReferralChain))
        {
            return roles;
        }

        var (known, last) = (new HashSet<string> { referred, referrer }, referrer);
        while (known.Count <= MaximumChain && await ledger.FindReferrerAsync(last, CancellationToken.None) is { } above && known.Add(above))
        {
            roles.Add((above, referred, $"chain-{known.Count}", ProgrammeOccasions.ReferralChain));
            last = above;
        }

        return roles;
    }

    /// <summary>A merge may have made one of the two: nobody brings in themself.</summary>
    private async Task<bool> AreOneAsync(string referred, string referrer)
    {
        var (one, other) = (await members.FindAsync(referred, CancellationToken.None), await members.FindAsync(referrer, CancellationToken.None));
        return one is not null && one.Account.MemberId == other?.Account.MemberId;
    }

    /// <summary>Two accounts behind one mailbox are one person, where the programme looks for that.</summary>
    private async Task<bool> ShareMailboxAsync(string referred, string referrer) =>
        programmes.Current.Safety.Rings?.By.Contains(TraceKind.Mailbox) == true
        && await MailboxAsync(referred) is { } mailbox
        && mailbox == await MailboxAsync(referrer);

    private async Task<Trace?> MailboxAsync(string memberId) => Trace.OfEmail((await ledger.FindProfileAsync(memberId, CancellationToken.None))?.Profile.Email);

    private async Task<Publication?> GrantAsync(string memberId, string other, string on, Operation operation, LedgerEntry purchase)
    {
        // Dated by when the purchase became known, so that a till's clock cannot make it implausible.
        var command = new EarnEvent(
            on,
            new EntrySource(purchase.Source.Partner, purchase.Source.StoreId, Counterparty: other),
            purchase.RecordedAt,
            purchase.RecordedAt,
            await facts.ReadAsync(memberId, CancellationToken.None));
        return await arrivals.EarnAsync(
            memberId, operation, on, (account, budgets) => (command with { Budgets = budgets }).Decide(account, programmes.Current));
    }
}
