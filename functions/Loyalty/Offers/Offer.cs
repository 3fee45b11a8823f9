using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.Offers;

/// <summary>Why a rule is open to a member or not: the first that holds, in this order.</summary>
public enum OfferReason
{
    Over,
    NotYet,
    NotOffered,
    OtherTier,
    OtherSegment,
    NotFirstPurchase,
    NotNearBirthday,
    LimitReached,
    PurchasesToGo,
    OtherTime,
    Open,
}

/// <summary>A rule as one member sees it now, whatever the place and the basket.</summary>
/// <param name="UsesLeft">What a limit by count still allows in its period.</param>
/// <param name="PointsLeft">What a limit in points still allows in its period.</param>
/// <param name="PurchasesToGo">Purchases until an n-th purchase counts, that one included.</param>
public sealed record Offer(EarnRule Rule, OfferReason Reason, long? UsesLeft, Points? PointsLeft, long? PurchasesToGo)
{
    /// <summary>By which a personal rule is open to the member.</summary>
    public GrantChange? Grant { get; init; }

    public bool IsOpen => Reason == OfferReason.Open;

    /// <summary>All rules but those on enrolment, in the programme's order.</summary>
    public static IReadOnlyList<Offer> AllFor(Account account, Programme programme, MemberFacts member, DateTimeOffset now)
    {
        var current = UseCases.CatchUp.Preview(account, programme, now);
        return [.. programme.Earn.Where(rule => rule.On != Occasions.Enrolment).Select(rule => Of(rule, current, programme, member, now))];
    }

    private static Offer Of(EarnRule rule, Account account, Programme programme, MemberFacts member, DateTimeOffset now)
    {
        var tier = programme.Tiers.Level(account.Tier.Id).Id;
        var occasion = new Occasion(rule.On, now, tier, member) { PurchaseNumber = account.PurchaseCount + 1 };
        var local = TimeZoneInfo.ConvertTime(now, programme.TimeZone).DateTime;
        var isLeft = OpenRules.Left(account, rule, DateOnly.FromDateTime(local), now, out var pointsLeft);
        var reason = StandingConditions.Reason(rule.When, occasion, local);
        if (reason > OfferReason.NotYet && !PersonalOffers.IsOpen(rule, account, DateOnly.FromDateTime(local)))
            reason = OfferReason.NotOffered;
        return new Offer(
            rule,
            !isLeft && reason > OfferReason.LimitReached ? OfferReason.LimitReached : reason,
            rule.Limit?.Count is { } count ? Math.Max(count - OpenRules.Used(account, rule, DateOnly.FromDateTime(local)), 0) : null,
            pointsLeft is { } points ? Points.Max(points, Points.Zero) : null,
            rule.When.Every is { } every ? every - account.PurchaseCount % every : null)
        {
            Grant = rule.IsPersonal ? account.Personal.Find(GrantKind.Offer, rule.Id, DateOnly.FromDateTime(local)) : null,
        };
    }
}
