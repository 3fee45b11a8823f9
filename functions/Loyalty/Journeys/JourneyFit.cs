using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;

namespace Loyalty.Journeys;

/// <summary>Whether a journey comes about: its conditions, as those of a rule, and how often it may.</summary>
internal static class JourneyFit
{
    public static bool Fits(Journey journey, Posting posting, JourneyOccasion cause, DateTime local) =>
        StandingConditions.Fit(journey.When, cause.Occasion, local)
        && (cause.Basket is not { } basket || FitsBasket(journey.When, basket))
        && IsLeft(posting.Account, journey.Key, journey.Limit, posting.Today);

    /// <summary>Counted by the day on which it is decided, not by when the till says it was.</summary>
    public static bool IsLeft(Account account, string key, RuleLimit? limit, DateOnly today) =>
        limit?.Count is not { } count || Used(account, key, limit.Per.Key(today)) < count;

    private static long Used(Account account, string key, string period) =>
        account.RuleUses.FirstOrDefault(use => use.Rule == key && use.Period == period)?.Count ?? 0;

    public static bool FitsBasket(Conditions when, EarningBasket basket) =>
        (when.MinTotal is not { } total || basket.Total * basket.Rate >= total)
        && (when.Tenders is null || when.Tenders.Any(type => basket.TenderTypes.Contains(type, StringComparer.OrdinalIgnoreCase)))
        && (when.MinQuantity is not { } quantity || QuantityOf(when, basket) >= quantity * PurchaseLine.One)
        && ((when.Categories is null && when.Skus is null) || basket.Lines.Any(line => Selects(when, line)));

    private static Rational QuantityOf(Conditions when, EarningBasket basket) =>
        basket.Lines.Where(line => Selects(when, line)).Aggregate(Rational.Zero, (sum, line) => sum + line.QuantityThousandths);

    public static bool Selects(Conditions when, RemainingLine line) =>
        Includes(when.Categories, line.Category) && Includes(when.Skus, line.Sku);

    private static bool Includes(IReadOnlyList<string>? list, string? value) =>
        list is null || (value is not null && list.Contains(value, StringComparer.OrdinalIgnoreCase));
}
