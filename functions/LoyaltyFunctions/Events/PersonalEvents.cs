using System.Globalization;
using Loyalty.Entries;
using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Events;

/// <summary>The events of what an entry did for its member alone. An entry that only moves grants between accounts has none.</summary>
internal static class PersonalEvents
{
    public static IEnumerable<(string Suffix, string Type, byte[] Data)> GoalsOf(LedgerEntry entry) =>
        from step in entry.Play
        where step.IsReached
        select ("-goal-" + step.Goal, LoyaltyEvents.GoalReached, ApiJson.Write(GoalReachedData.Of(step), ApiJson.Default.GoalReachedData));

    public static IEnumerable<(string Suffix, string Type, byte[] Data)> BenefitsOf(LedgerEntry entry) => entry.Benefit is not { } use ? [] :
    [
        ("-benefit", use.Step == BenefitStep.Used ? LoyaltyEvents.BenefitUsed : LoyaltyEvents.BenefitReturned, ApiJson.Write(BenefitUseView.Of(use), ApiJson.Default.BenefitUseView)),
    ];

    public static IEnumerable<(string Suffix, string Type, byte[] Data)> Of(LedgerEntry entry)
    {
        if (entry.Personal is not { } personal || entry.Kind == EntryKind.Merge)
        {
            yield break;
        }

        for (var index = 0; index < personal.Grants.Count; index++)
        {
            var grant = personal.Grants[index];
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"-grant-{index}"),
                grant.Uses > 0 ? LoyaltyEvents.OfferIssued : personal.Taken is null ? LoyaltyEvents.OfferRedeemed : LoyaltyEvents.OfferWithdrawn,
                ApiJson.Write(GrantData.Of(grant, personal.Journey ?? personal.Taken), ApiJson.Default.GrantData));
        }

        if (personal.Message is { } message)
        {
            yield return ("-message", LoyaltyEvents.MessageRequested, ApiJson.Write(MessageData.Of(entry, message), ApiJson.Default.MessageData));
        }
    }
}
