using Loyalty.Accounts;
using Loyalty.UseCases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>Whose points expire soon, and what the journeys of the programme do about it, once for each last day.</summary>
public sealed class ExpiryReminder(Arrivals arrivals, MemberFactsReader facts, Publisher publisher, ProgrammeBook programmes, TimeProvider clock)
{
    /// <summary>How long before their last day points are said to expire.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    public IEnumerable<ExpiringPoints> Soon(Account account)
    {
        var now = clock.GetUtcNow();
        var until = programmes.Current.LocalDate(now + Ahead);
        return account.At(now, programmes.Current).Expiring.Where(points => points.On <= until);
    }

    public async Task RemindAsync(string memberId, ExpiringPoints expiring, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        if (!programme.Journeys.Any(journey => journey.On == Loyalty.Programmes.JourneyTriggers.Expiring))
        {
            return;
        }

        var operation = Operation.Own("remind", memberId, expiring.On.ToString("O", null));
        var command = new RemindOfExpiry(expiring, clock.GetUtcNow(), await facts.ReadAsync(memberId, cancellation));
        var reminded = await arrivals.EarnAsync(
            memberId, operation, Loyalty.Programmes.JourneyTriggers.Expiring, (account, budgets) => (command with { Budgets = budgets }).Decide(account, programme));
        await (reminded is null ? Task.CompletedTask : publisher.PublishAsync(reminded));
    }
}
