using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Offers;

/// <summary>Why a rule is open to a member or not: the first that holds, in this order.</summary>
public enum OfferReason
{
    Over,
    NotYet,
    OutOfSeason,
    NotOffered,
    OtherTier,
    OtherSegment,
    NotFirstPurchase,
    NotNearBirthday,
    CardMissing,
    LimitReached,
    BudgetSpent,
    NotActivated,
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

    /// <summary>Whether a sale is made where, and by which channel, the rule asks for.</summary>
    public bool FitsPlace(Purchase purchase)
    {
        ArgumentNullException.ThrowIfNull(purchase);
        return StandingConditions.FitPlace(Rule.When, purchase.Receipt.Partner, purchase.Receipt.StoreId, purchase.Channel);
    }

    /// <summary>All rules but those on enrolment and of campaigns that the member is held out of, in the programme's order.</summary>
    public static IReadOnlyList<Offer> AllFor(
        Account account, Programme programme, MemberFacts member, DateTimeOffset now, BudgetsLeft? budgets = null)
    {
        var current = UseCases.CatchUp.Preview(account, programme, now);
        var seen = new Sight(programme, current, member, now, budgets ?? BudgetsLeft.Unasked);
        return
        [
            .. from rule in programme.Earn
               where rule.On != Occasions.Enrolment && programme.CampaignOf(rule)?.IsHeldOut(account.MemberId) != true
               select seen.Of(rule),
        ];
    }

    /// <summary>One rule as the member sees it; of an account to which nothing has fallen due.</summary>
    internal static Offer Of(EarnRule rule, Account account, Programme programme, MemberFacts member, DateTimeOffset now, BudgetsLeft budgets) =>
        new Sight(programme, account, member, now, budgets).Of(rule);

    private sealed record Sight(Programme Programme, Account Account, MemberFacts Member, DateTimeOffset Now, BudgetsLeft Budgets)
    {
        public Offer Of(EarnRule rule)
        {
            var local = TimeZoneInfo.ConvertTime(Now, Programme.TimeZone).DateTime;
            var date = DateOnly.FromDateTime(local);
            var isLeft = OpenRules.Left(Account, Programme, rule, date, Now, out var pointsLeft);
            return new Offer(
                rule,
                Reason(rule, isLeft, local),
                rule.Limit?.Count is { } count ? Math.Max(count - OpenRules.Used(Account, rule, date), 0) : null,
                pointsLeft is { } points ? Points.Max(points, Points.Zero) : null,
                rule.When.Every is { } every ? every - Account.PurchaseCount % every : null)
            {
                Grant = rule.IsPersonal ? Account.Personal.Find(GrantKind.Offer, rule.Id, date) : null,
            };
        }

        private OfferReason Reason(EarnRule rule, bool isLeft, DateTime local)
        {
            var occasion = new Occasion(rule.On, Now, Programme.Tiers.Level(Account.Tier.Id).Id, Member)
            {
                MemberId = Account.MemberId,
                Account = Account,
                PurchaseNumber = Account.PurchaseCount + 1,
            };
            var reason = StandingConditions.Reason(Programme, rule, occasion, local);
            var isHeld = PersonalOffers.IsOpen(rule, Account, DateOnly.FromDateTime(local));
            return !isHeld && rule.Activation is null && reason > OfferReason.NotOffered ? OfferReason.NotOffered
                : !isLeft && reason > OfferReason.LimitReached ? OfferReason.LimitReached
                : reason > OfferReason.BudgetSpent && Budgets.AreSpent(Programme, rule) ? OfferReason.BudgetSpent
                : !isHeld && reason > OfferReason.NotActivated ? OfferReason.NotActivated
                : reason;
        }
    }
}
