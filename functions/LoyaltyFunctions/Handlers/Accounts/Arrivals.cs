using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.UseCases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>
/// Brings something to a member once, or to whoever the member was merged into. Each partition on the way decides once: the operation's row
/// there says that it arrived, or was refused for good, or went on. So any number of attempts, at once or after years, end alike.
/// </summary>
public sealed class Arrivals(Ledger ledger, BudgetedCommits commits)
{
    private sealed record Arrival(Answer Mark, Publication? Publication = null);

    /// <summary>What arrived, now or before; null when the member can never take it.</summary>
    public Task<Publication?> BringAsync<T>(string memberId, Operation operation, Func<Account, Decision<T>> decide)
        where T : struct, Enum => EarnAsync(memberId, operation, on: "", (account, _) => decide(account));

    /// <summary>The same for points that are earned on an occasion, within the budgets of its rules.</summary>
    public async Task<Publication?> EarnAsync<T>(string memberId, Operation operation, string on, Func<Account, BudgetsLeft, Decision<T>> decide)
        where T : struct, Enum
    {
        while (true)
        {
            var arrival = await BringHereAsync(commits.OfOperation(memberId, operation.Key, on), operation, decide);
            if (arrival.Mark.Location is not { } next)
            {
                return arrival.Publication;
            }

            memberId = next;
        }
    }

    private async Task<Arrival> BringHereAsync<T>(BudgetSubject subject, Operation operation, Func<Account, BudgetsLeft, Decision<T>> decide)
        where T : struct, Enum
    {
        var memberId = subject.MemberId;
        var arrival = await commits.CommitAsync(
            subject, Decide, () => FindDoneAsync(memberId, operation), found => found.Publication?.Entries ?? [], CancellationToken.None);
        if (arrival.Mark != Answer.None && !await ledger.TryKeepAnswerAsync(memberId, operation, arrival.Mark, CancellationToken.None))
        {
            // Somebody else decided here first, perhaps otherwise.
            return await FindDoneAsync(memberId, operation) ?? arrival;
        }

        return arrival;

        Draft<Arrival> Decide(StoredAccount? before, BudgetsLeft budgets)
        {
            if (before is null)
            {
                return new(new Arrival(Answer.Never));
            }

            var decision = decide(before.Account, budgets);
            return decision.Entries.Count > 0
                ? new(
                    new Arrival(Answer.None, new Publication(memberId, decision.Entries)),
                    new Commit(decision.Account, decision.Entries) { Operation = operation, Answer = Answer.None })
                : new(new Arrival(before.Account.MergedInto is { } into ? Answer.WentTo(into) : Answer.Never));
        }
    }

    private async Task<Arrival?> FindDoneAsync(string memberId, Operation operation)
    {
        if (await ledger.FindOperationAsync(memberId, operation.Key, CancellationToken.None) is not { } done)
        {
            return null;
        }

        return done.LastSequence == 0
            ? new Arrival(done.Answer)
            : new Arrival(Answer.None, new Publication(memberId, await ledger.EntriesOfAsync(memberId, done.FirstSequence, done.LastSequence, CancellationToken.None)));
    }
}
