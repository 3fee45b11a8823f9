using Loyalty.Entries;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>What a merge was answered, under the caller's key, in the partition of the member who stays.</summary>
public sealed class MergeAnswers(Ledger ledger, LedgerTables tables, ProgrammeBook programmes, TimeProvider clock)
{
    private readonly Claims _claims = new(tables, Names.Tables.Claims);

    public async Task<Answer?> FindAsync(Merge merge, CancellationToken cancellation) =>
        await ledger.FindOperationAsync(merge.Into, merge.Operation.Key, cancellation) is not { } done ? null
            : done.RequestHash == merge.Operation.RequestHash ? done.Answer
            : throw new ProblemException(Problem.IdempotencyKeyReused);

    /// <summary>A key belongs to the member that it first named to go, whose partition has rows of the key's own.</summary>
    public async Task ClaimKeyAsync(Merge merge, CancellationToken cancellation)
    {
        if ((await _claims.ClaimAsync(merge.Closing.Key, merge.From, cancellation)).MemberId != merge.From)
        {
            throw new ProblemException(Problem.IdempotencyKeyReused);
        }
    }

    /// <summary>The entry of the member who stays, and the balance that it led to.</summary>
    public async Task<Answer> KeepAsync(Merge merge, Publication joined, CancellationToken cancellation)
    {
        var account = await ledger.FindAsync(merge.Into, cancellation);
        var entry = joined.Entries.Last(entry => entry.Kind == EntryKind.Merge);
        return await KeepAsync(merge, CommittedRuling.Show(entry, account!.Account, clock.GetUtcNow(), programmes.Current), cancellation);
    }

    /// <summary>The answer that stands: this one, unless another attempt was first.</summary>
    public async Task<Answer> KeepAsync(Merge merge, Answer answer, CancellationToken cancellation) =>
        await ledger.TryKeepAnswerAsync(merge.Into, merge.Operation, answer, cancellation) ? answer : await FindAsync(merge, cancellation) ?? answer;
}
