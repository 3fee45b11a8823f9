using Loyalty;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>Points that one member gives another. The id follows from the operation, so that a repeated request meets its own.</summary>
public sealed record Transfer(string From, string To, Points Points, string Partner, Operation Operation)
{
    public string Id { get; } = "t" + Keys.Hash("transfer", Operation.Key);

    /// <summary>What takes the points; the caller's own key keeps the answer, which is known only at the end.</summary>
    public Operation Taking => Operation with { Key = Id };
}

/// <summary>What came of taking the points from a member: entries, a refusal, or that they are to be taken from another.</summary>
public sealed record Taken(Publication? Publication, Answer? Refusal = null, string? MovedTo = null)
{
    /// <summary>By an attempt before this one.</summary>
    public bool Before { get; init; }
}

/// <summary>
/// A transfer in two partitions: taken here, brought there by <see cref="TransferFollowUp"/>, answered when it has come to its end. A
/// refusal to take stands where the taking would, so that of two attempts one cannot refuse what the other does.
/// </summary>
public sealed class TransferHandler(Ledger ledger, LedgerTables tables, TransferFollowUp followUp, ProgrammeBook programmes, TimeProvider clock)
{
    private readonly Claims _claims = new(tables, Names.Tables.Claims);

    /// <summary>The answer that the caller's key has already.</summary>
    public async Task<Answer?> FindAnswerAsync(Transfer transfer, CancellationToken cancellation) =>
        await ledger.FindOperationAsync(transfer.From, transfer.Operation.Key, cancellation) is { } done ? Same(done, transfer).Answer : null;

    /// <summary>A key belongs to the giver that it first named; false when that is another, who has rows of the key's own.</summary>
    public async Task<bool> TryClaimKeyAsync(Transfer transfer, CancellationToken cancellation) =>
        (await _claims.ClaimAsync(transfer.Id, transfer.From, cancellation)).MemberId == transfer.From;

    /// <summary>Whether an attempt has taken the points, or refused to, from the giver or from one whom the giver was merged into.</summary>
    public async Task<bool> WasTakenAsync(Transfer transfer, CancellationToken cancellation)
    {
        for (var giver = transfer.From; giver is not null; giver = (await ledger.FindAsync(giver, cancellation))?.Account.MergedInto)
        {
            if (await ledger.FindOperationAsync(giver, transfer.Id, cancellation) is not null)
            {
                return true;
            }
        }

        return false;
    }

    public async Task<Taken> TakeAsync(Transfer transfer, string giver, CancellationToken cancellation)
    {
        var taken = await ledger.CommitAsync(giver, Decide, FindDoneAsync, cancellation);
        return taken is { Refusal: { } refusal, Before: false } && !await ledger.TryKeepAnswerAsync(giver, transfer.Taking, refusal, cancellation)
            ? await FindDoneAsync() ?? taken
            : taken;

        Draft<Taken> Decide(StoredAccount? before)
        {
            if (before?.Account is not { Status: not AccountStatus.Erased } account)
            {
                return new(new Taken(null, Ruling.NotFound.Answer));
            }

            if (account.MergedInto is { } next)
            {
                return new(new Taken(null, MovedTo: next));
            }

            var command = new TransferOut(transfer.Id, transfer.To, transfer.Points, new EntrySource(transfer.Partner), clock.GetUtcNow());
            var decision = command.Decide(account, programmes.Current);
            return decision.Outcome == TransferOut.Outcome.TransferredOut
                ? new(
                    new Taken(new Publication(giver, decision.Entries) { FollowedUpBy = followUp }),
                    new Commit(decision.Account, decision.Entries) { Operation = transfer.Taking, Answer = Answer.None })
                : new(new Taken(null, Refusals.Kept(Refusal(decision.Outcome))));
        }

        async Task<Taken?> FindDoneAsync()
        {
            if (await ledger.FindOperationAsync(giver, transfer.Id, cancellation) is not { } found)
            {
                return null;
            }

            var done = Same(found, transfer);
            return done.LastSequence == 0
                ? new Taken(null, done.Answer) { Before = true }
                : new Taken(new Publication(giver, await ledger.EntriesOfAsync(giver, done.FirstSequence, done.LastSequence, cancellation))) { Before = true };
        }
    }

    /// <summary>Brings what was taken to its end, and keeps the answer under the caller's key.</summary>
    public async Task<(Answer Answer, IReadOnlyList<Publication> Publications)> FinishAsync(Transfer transfer, Publication taken, CancellationToken cancellation)
    {
        var entry = taken.Entries.Last(entry => entry.Kind == EntryKind.TransferOut);
        var (arrived, publications) = await followUp.FinishAsync(entry);
        var giver = await ledger.FindAsync(taken.MemberId, cancellation);
        var view = new TransferView(
            transfer.Id,
            arrived ? TransferView.Completed : TransferView.Returned,
            entry.MemberId,
            entry.Source.Counterparty!,
            transfer.Points.Value,
            EntryView.Of(entry),
            BalanceView.Of(giver!.Account.At(clock.GetUtcNow(), programmes.Current)));
        var answer = new Answer(201, ApiJson.Write(view, ApiJson.Default.TransferView));
        return (await KeepAsync(transfer, answer, cancellation), publications);
    }

    /// <summary>The answer that stands under the caller's key: this one, unless another attempt was first.</summary>
    public async Task<Answer> KeepAsync(Transfer transfer, Answer answer, CancellationToken cancellation) =>
        await ledger.TryKeepAnswerAsync(transfer.From, transfer.Operation, answer, cancellation)
            ? answer
            : await FindAnswerAsync(transfer, cancellation) ?? answer;

    // The receiver may have been merged into the giver just now.
    private static ProblemResult Refusal(TransferOut.Outcome outcome) => outcome == TransferOut.Outcome.SameMember
        ? new(Problem.Invalid, errors: [new("/to", "is the member who gives")])
        : new(Problem.InsufficientPoints);

    private static OperationRecord Same(OperationRecord done, Transfer transfer) =>
        done.RequestHash == transfer.Operation.RequestHash ? done : throw new ProblemException(Problem.IdempotencyKeyReused);
}
