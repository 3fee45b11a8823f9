using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>The journeys for points that expire soon. The caller asks once for each last day.</summary>
public sealed record RemindOfExpiry(ExpiringPoints Expiring, DateTimeOffset At, MemberFacts Member)
{
    /// <inheritdoc cref="EarnEvent.Budgets"/>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    public enum Outcome { Reminded, NothingToDo, AccountClosed }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At) { Budgets = Budgets };
        var before = posting.Account.Sequence;
        var occasion = new Occasion(JourneyTriggers.Expiring, At, posting.Account.Tier.Id, Member) { MemberId = account.MemberId, Account = posting.Account };
        JourneySteps.Follow(posting, new JourneyOccasion(occasion, EntrySource.Hub, null) { About = (Expiring.On, Expiring.Points) });
        return posting.Account.Sequence == before ? Refusal.Of(Outcome.NothingToDo, account) : posting.End(Outcome.Reminded);
    }
}
