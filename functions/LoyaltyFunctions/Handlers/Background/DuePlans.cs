using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.UseCases;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>What has fallen due for an account: the entries of the next step, and whether there is more.</summary>
public readonly record struct DuePlan(IReadOnlyList<LedgerEntry> Entries, Account Account, bool More);

/// <summary>Lets the rules decide what has fallen due. Only journeys ask about the member besides the account.</summary>
public sealed class DuePlans(MemberFactsReader facts, BudgetedCommits commits, ProgrammeBook programmes)
{
    public Task<MemberFacts> FactsAsync(DueKind kind, string memberId, CancellationToken cancellation) =>
        kind == DueKind.Journey ? facts.ReadAsync(memberId, cancellation) : Task.FromResult(MemberFacts.None);

    /// <summary>Commits a step; only journeys ask for budgets.</summary>
    public Task<T> CommitAsync<T>(
        DueKind kind,
        string memberId,
        Operation operation,
        Func<StoredAccount?, BudgetsLeft, Draft<T>> decide,
        Func<Task<T?>> findDone,
        Func<T, IReadOnlyList<LedgerEntry>> granted,
        CancellationToken cancellation)
        where T : class
    {
        var subject = commits.OfOperation(memberId, operation.Key, kind == DueKind.Journey ? JourneyTriggers.Calendar : "");
        return commits.CommitAsync(subject, decide, findDone, granted, cancellation);
    }

    public DuePlan Of(DueKind kind, Account account, MemberFacts member, BudgetsLeft budgets, DateTimeOffset now)
    {
        var programme = programmes.Current;
        var caughtUp = new CatchUp(now).Decide(account, programme);
        if (kind is not (DueKind.TierReview or DueKind.Journey) || caughtUp.Outcome == CatchUp.Outcome.MoreDue)
        {
            return new DuePlan(caughtUp.Entries, caughtUp.Account, caughtUp.Outcome == CatchUp.Outcome.MoreDue);
        }

        var (entries, after) = kind == DueKind.Journey
            ? Result(new RunJourneys(now, member) { Budgets = budgets }.Decide(account, programme))
            : Result(new RecalculateTier(now).Decide(account, programme));
        return entries.Count > 0 ? new DuePlan(entries, after, false) : new DuePlan(caughtUp.Entries, caughtUp.Account, false);
    }

    private static (IReadOnlyList<LedgerEntry> Entries, Account After) Result<T>(Decision<T> decision)
        where T : struct, Enum => (decision.Entries, decision.Account);
}
