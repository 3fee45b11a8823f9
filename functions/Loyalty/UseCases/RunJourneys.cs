using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>
/// The run of the journeys by the calendar for one member. Each that has come due leaves one entry, also where nothing comes of it, with why.
/// </summary>
public sealed record RunJourneys(DateTimeOffset At, MemberFacts Member)
{
    /// <inheritdoc cref="EarnEvent.Budgets"/>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    public enum Outcome { Done, NothingDue, AccountClosed }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var due = programme.Journeys.Where(journey => journey.IsByCalendar && JourneyCalendar.Next(journey, account, programme) <= At).ToArray();
        if (due.Length == 0)
            return Refusal.Of(Outcome.NothingDue, account);
        var posting = new Posting(account, programme, At) { Budgets = Budgets };
        foreach (var journey in due)
        {
            var occasion = new Occasion(journey.On, At, posting.Account.Tier.Id, Member) { MemberId = account.MemberId, Account = posting.Account };
            JourneySteps.Come(posting, journey, new JourneyOccasion(occasion, EntrySource.Hub, null));
        }

        return posting.End(Outcome.Done);
    }
}
