using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>
/// A service is used, or the use is taken back. The account knows what is left, a row of the use what taking it back needs; who was merged
/// into another takes back there.
/// </summary>
public sealed class BenefitHandler(KeyedCommands commands, Ledger ledger, ProgrammeBook programmes, TimeProvider clock)
{
    private sealed record Wish(long Count, string? StoreId, string? Reference);

    public Task<IActionResult> UseAsync(
        Caller caller, string memberId, string benefit, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var wish = body.IsEmpty ? new Wish(1, null, null) : JsonRequest.Read(body, Read)!;
        return commands.RunAsync(memberId, operation, Decide, cancellation);

        Ruling Decide(Account account)
        {
            var source = new EntrySource(caller.Partner, wish.StoreId, Reference: wish.Reference);
            var decision = new UseBenefit(BenefitUseId.Of(memberId, operation.Key), benefit, wish.Count, source, clock.GetUtcNow()).Decide(account, programmes.Current);
            return decision.Outcome switch
            {
                UseBenefit.Outcome.Used => Committed(201, decision.Entries, decision.Account),
                UseBenefit.Outcome.AccountClosed => Ruling.NotFound,
                UseBenefit.Outcome.CountNotPositive => Ruling.Refuse(Problem.Invalid, "The count must be above 0."),
                UseBenefit.Outcome.StoreMissing => Ruling.Refuse(Problem.Invalid, "What is allowed by visit needs a storeId."),
                UseBenefit.Outcome.AllowanceUsedUp => Ruling.Refuse(Problem.BenefitUnavailable, "used-up"),
                _ => Ruling.Refuse(Problem.BenefitUnavailable, "other-tier"),
            };
        }
    }

    public async Task<IActionResult> ReturnAsync(Caller caller, string memberId, string useId, Operation operation, CancellationToken cancellation)
    {
        var (use, readAt) = await FindAsync(memberId, useId, cancellation);
        return await commands.RunAsync(memberId, operation, Decide, cancellation, new KeyedSteps { ReadAgain = ReadAgainAsync });

        Ruling Decide(Account account)
        {
            var decision = new ReturnBenefit(use, new EntrySource(caller.Partner, Reference: useId), clock.GetUtcNow()).Decide(account, programmes.Current);
            return decision.Outcome switch
            {
                ReturnBenefit.Outcome.Returned => Committed(200, decision.Entries, decision.Account) with { ReadAt = readAt },
                ReturnBenefit.Outcome.AccountClosed => Ruling.NotFound,
                _ => new Ruling(AnswerOf(200, use)),
            };
        }

        async Task ReadAgainAsync() => (use, readAt) = await FindAsync(memberId, useId, cancellation);
    }

    /// <summary>
    /// The use as it was left last, and how many commits the account had before it was read: in the partition of who used it, or of one whom
    /// that member became since.
    /// </summary>
    private async Task<(BenefitUse Use, long ReadAt)> FindAsync(string memberId, string useId, CancellationToken cancellation)
    {
        var readAt = (await ledger.FindAsync(memberId, cancellation))?.Commits ?? 0;
        var found = (BenefitUse?)null;
        for (var next = BenefitUseId.MemberOf(useId); next is not null;)
        {
            found = await ledger.FindBenefitUseAsync(next, useId, cancellation) ?? found;
            if (next == memberId)
            {
                return (found ?? throw new ProblemException(Problem.NotFound), readAt);
            }

            next = (await ledger.FindAsync(next, cancellation))?.Account.MergedInto;
        }

        // Another member's, or one who was merged on: the commit tells where to.
        return await ledger.FindAsync(memberId, cancellation) is { Account.MergedInto: { } moved }
            ? throw new MemberMovedException(memberId, moved)
            : throw new ProblemException(Problem.NotFound);
    }

    private static Ruling Committed(int status, IReadOnlyList<LedgerEntry> entries, Account after) =>
        new(AnswerOf(status, entries.Last(entry => entry.Benefit is not null).Benefit!)) { Entries = entries, After = after };

    private static Answer AnswerOf(int status, BenefitUse use) => new(status, ApiJson.Write(BenefitUseView.Of(use), ApiJson.Default.BenefitUseView));

    private static Wish Read(Fields body)
    {
        var count = body.WholeNumber("count") ?? 1;
        if (count <= 0)
        {
            body.Fault("count", "must be above 0");
        }

        return new Wish(count, body.Optional("storeId"), body.Optional("reference"));
    }
}

/// <summary>Ids of uses: the member stands in them, the rest follows from the operation.</summary>
internal static class BenefitUseId
{
    private const int MemberLength = 27;
    private const int HashLength = 12;

    public static string Of(string memberId, string operation) => "u" + memberId + Keys.Hash("benefit", operation)[..HashLength];

    public static string? MemberOf(string id) => id.Length == 1 + MemberLength + HashLength && id[0] == 'u' ? id.Substring(1, MemberLength) : null;
}
