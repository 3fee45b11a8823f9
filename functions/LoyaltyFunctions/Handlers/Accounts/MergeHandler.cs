using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>Two members turn out to be one person: <c>From</c> goes, <c>Into</c> stays.</summary>
public sealed record Merge(string Into, string From, string Partner, Operation Operation)
{
    /// <summary>What closes the account that goes; the caller's own key keeps the answer, in the partition of the member who stays.</summary>
    public Operation Closing { get; } = Operation with { Key = Keys.Hash("merge", Operation.Key) };
}

/// <summary>What came of closing: the last entries of the account, or a refusal.</summary>
public sealed record Closed(Publication? Publication, Answer? Refusal = null)
{
    /// <summary>By an attempt before this one.</summary>
    public bool Before { get; init; }
}

/// <summary>
/// The first half of a merge. Until the account that goes is closed nothing has happened and anything may stop it; from then on it comes to
/// its end. A refusal stands where the closing would, so that of two attempts one cannot refuse what the other does.
/// </summary>
public sealed class MergeHandler(Ledger ledger, MergeIntents intents, MergeFollowUp followUp, ProgrammeBook programmes, TimeProvider clock)
{
    /// <summary>The account that stays; throws for members who cannot be meant.</summary>
    public async Task<Account> RequireTwoAsync(Merge merge, CancellationToken cancellation)
    {
        var stays = (await ledger.FindAsync(merge.Into, cancellation))?.Account;
        if (stays?.MergedInto is { } next)
        {
            throw new MemberMovedException(merge.Into, next);
        }

        if (merge.From == merge.Into)
        {
            throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/from", "is the member who stays")]);
        }

        var goes = (await ledger.FindAsync(merge.From, cancellation))?.Account;
        return stays is { Status: AccountStatus.Open } && goes is { Status: not AccountStatus.Erased }
            ? stays
            : throw new ProblemException(Problem.NotFound);
    }

    public async Task<Closed> CloseAsync(Merge merge, Account stays, CancellationToken cancellation)
    {
        var closed = await intents.TryHoldAsync(merge, cancellation) ? await TryCloseAsync(merge, stays, cancellation) : new Closed(null, MergeIntents.Refusal);
        if (closed is { Refusal: { } refusal, Before: false } && !await ledger.TryKeepAnswerAsync(merge.From, merge.Closing, refusal, cancellation))
        {
            closed = await FindDoneAsync(merge, cancellation) ?? closed;
        }

        if (closed.Refusal is not null)
        {
            await intents.ReleaseAsync(merge.Into, merge.From, cancellation);
        }

        return closed;
    }

    private async Task<Closed> TryCloseAsync(Merge merge, Account stays, CancellationToken cancellation)
    {
        var way = await intents.FindWayAsync(merge, cancellation);
        return await ledger.CommitAsync(merge.From, Decide, ReadAgainAsync, cancellation);

        Draft<Closed> Decide(StoredAccount? before)
        {
            if (before is null || way is null)
            {
                return new(new Closed(null, MergeIntents.Refusal));
            }

            var (source, now) = (new EntrySource(merge.Partner), clock.GetUtcNow());
            var decision = new MergeAway(merge.Into, source, now).Decide(before.Account, programmes.Current);
            if (decision.Outcome != MergeAway.Outcome.MergedAway
                || new MergeInto(decision.Entries[^1], source, now).Decide(stays, programmes.Current).Outcome == MergeInto.Outcome.PointsOutOfRange)
            {
                return new(new Closed(null, Refuse(decision.Outcome, before.Account)));
            }

            return new(
                new Closed(new Publication(merge.From, decision.Entries) { FollowedUpBy = followUp }),
                new Commit(decision.Account, decision.Entries) { Operation = merge.Closing, Answer = Answer.None, Merging = way });
        }

        async Task<Closed?> ReadAgainAsync()
        {
            var done = await FindDoneAsync(merge, cancellation);
            way = done is null ? await intents.FindWayAsync(merge, cancellation) : way;
            return done;
        }
    }

    private async Task<Closed?> FindDoneAsync(Merge merge, CancellationToken cancellation)
    {
        if (await ledger.FindOperationAsync(merge.From, merge.Closing.Key, cancellation) is not { } done)
        {
            return null;
        }

        return done.LastSequence == 0
            ? new Closed(null, done.Answer) { Before = true }
            : new Closed(new Publication(merge.From, await ledger.EntriesOfAsync(merge.From, done.FirstSequence, done.LastSequence, cancellation))) { Before = true };
    }

    private static Answer Refuse(MergeAway.Outcome outcome, Account goes) => Refusals.Kept(new ProblemResult(Problem.MergeRefused, outcome switch
    {
        MergeAway.Outcome.ReservationsOpen => "A reservation of the member who goes is open: capture or cancel it first.",
        MergeAway.Outcome.AccountClosed when goes.Status == AccountStatus.Merged => "The member who goes has been merged already.",
        MergeAway.Outcome.AccountClosed => "The member who goes has been erased.",
        _ => "Together the two would hold more points than an account can.",
    }));
}
