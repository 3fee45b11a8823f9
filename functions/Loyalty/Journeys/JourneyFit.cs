using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Programmes;
using Loyalty.UseCases;

namespace Loyalty.Journeys;

/// <summary>Whether a journey comes about: its conditions, as those of a rule, and how often it may.</summary>
internal static class JourneyFit
{
    public static bool Fits(Journey journey, Posting posting, JourneyOccasion cause, DateTime local) =>
        StandingConditions.Fit(posting.Programme, journey.Asks, cause.Occasion, local)
        && (cause.Basket is not { } basket || FitsBasket(journey.When, basket))
        && IsLeft(posting.Account, journey.Key, journey.Limit, posting.Today);

    /// <summary>Counted by the day on which it is decided, not by when the till says it was.</summary>
    public static bool IsLeft(Account account, string key, RuleLimit? limit, DateOnly today) =>
        limit?.Count is not { } count || Used(account, key, limit.Per.Key(today)) < count;

    private static long Used(Account account, string key, string period) =>
        account.RuleUses.FirstOrDefault(use => use.Rule == key && use.Period == period)?.Count ?? 0;

    public static bool FitsBasket(Conditions when, EarningBasket basket) =>
        BasketFit.Fits(basket, when)
        && (!BasketFit.AsksForLines(when) || basket.Lines.Any(line => line.AmountMinor.Sign > 0 && BasketFit.Selects(when, line)));
}
