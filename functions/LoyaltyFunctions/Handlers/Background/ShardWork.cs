using System.Globalization;
using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// The due work of one member: what has fallen due is committed in steps that each fit a transaction. Each step has its own operation,
/// known by the index row and its number, so that a run that was killed between commit and publication is recognised and published.
/// </summary>
public sealed class ShardWork(Ledger ledger, DueNotes notes, Publications publications, Publisher publisher, DuePlans plans)
{
    private sealed record Step(Publication? Publication, bool More);

    /// <summary>Returns the entries written for this row, now or by a run before that did not come to an end.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> DoAsync(ShardMessage shard, DueRow row, DateTimeOffset now, CancellationToken cancellation)
    {
        var written = new List<LedgerEntry>();
        for (var number = 0; ; number++)
        {
            var operation = Operation.Own(row.Partition, row.MemberId, number.ToString(CultureInfo.InvariantCulture));
            var step = await StepAsync(shard.Kind, row.MemberId, operation, now, cancellation);
            if (step.Publication is { } publication)
            {
                await publisher.PublishAsync(publication);
                written.AddRange(publication.Entries);
            }

            if (!step.More)
            {
                break;
            }
        }

        var account = await ledger.FindAsync(row.MemberId, cancellation);
        await notes.AfterWorkAsync(shard.Kind, row, account?.Account, cancellation);
        return written;
    }

    private async Task<Step> StepAsync(DueKind kind, string memberId, Operation operation, DateTimeOffset now, CancellationToken cancellation)
    {
        var member = await plans.FactsAsync(kind, memberId, cancellation);
        return await plans.CommitAsync(kind, memberId, operation, Decide, FindDoneAsync, step => step.Publication?.Entries ?? [], cancellation);

        Draft<Step> Decide(StoredAccount? before, BudgetsLeft budgets)
        {
            if (before is null || plans.Of(kind, before.Account, member, budgets, now) is not { Entries.Count: > 0 } plan)
            {
                return new(new Step(null, More: false));
            }

            return new(
                new Step(new Publication(memberId, plan.Entries), plan.More),
                new Commit(plan.Account, plan.Entries) { Operation = operation, Answer = Answer.None });
        }

        // Done before, by this run or one before it: published again, and there may be more.
        async Task<Step?> FindDoneAsync() =>
            await publications.OfAsync(memberId, operation.Key, cancellation) is { } publication ? new Step(publication, More: true) : null;
    }
}
