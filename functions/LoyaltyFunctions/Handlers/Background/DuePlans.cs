using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.UseCases;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>What has fallen due for an account: the entries of the next step, and whether there is more.</summary>
public readonly record struct DuePlan(IReadOnlyList<LedgerEntry> Entries, Account Account, bool More);

/// <summary>Lets the rules decide what has fallen due. Only journeys ask about the member besides the account.</summary>
public sealed class DuePlans(MemberFactsReader facts, ProgrammeBook programmes)
{
    public Task<MemberFacts> FactsAsync(DueKind kind, string memberId, CancellationToken cancellation) =>
        kind == DueKind.Journey ? facts.ReadAsync(memberId, cancellation) : Task.FromResult(MemberFacts.None);

    public DuePlan Of(DueKind kind, Account account, MemberFacts member, DateTimeOffset now)
    {
        var programme = programmes.Current;
        var caughtUp = new CatchUp(now).Decide(account, programme);
        if (kind is not (DueKind.TierReview or DueKind.Journey) || caughtUp.Outcome == CatchUp.Outcome.MoreDue)
        {
            return new DuePlan(caughtUp.Entries, caughtUp.Account, caughtUp.Outcome == CatchUp.Outcome.MoreDue);
        }

        var (entries, after) = kind == DueKind.Journey
            ? Result(new RunJourneys(now, member).Decide(account, programme))
            : Result(new RecalculateTier(now).Decide(account, programme));
        return entries.Count > 0 ? new DuePlan(entries, after, false) : new DuePlan(caughtUp.Entries, caughtUp.Account, false);
    }

    private static (IReadOnlyList<LedgerEntry> Entries, Account After) Result<T>(Decision<T> decision)
        where T : struct, Enum => (decision.Entries, decision.Account);
}
