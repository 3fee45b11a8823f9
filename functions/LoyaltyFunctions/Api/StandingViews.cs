using System.Globalization;
using Loyalty.Offers;
using Loyalty.Programmes;

namespace LoyaltyFunctions.Api;

/// <summary>A way to earn as a member sees it now, open or not, and why: the first reason that holds.</summary>
public sealed record OfferView(string Id, string? Name, string On, bool Open, string Reason)
{
    /// <summary>What a limit by count still allows in its period.</summary>
    public long? UsesLeft { get; init; }

    /// <summary>What a limit in points still allows in its period.</summary>
    public long? PointsLeft { get; init; }

    /// <summary>Purchases until one counts, that one included.</summary>
    public long? PurchasesToGo { get; init; }

    /// <summary>Of an offer to this member alone: the last day.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Of an offer to this member alone, as events name it.</summary>
    public string? GrantId { get; init; }

    /// <summary>How often that grant can be used yet.</summary>
    public long? GrantUses { get; init; }

    /// <summary>Of an offer that waits for the member to activate it: what that gives.</summary>
    public ActivationView? Activate { get; init; }

    /// <summary>Its place among the open offers by what they are likely to be worth; missing where that cannot be told.</summary>
    public long? Rank { get; init; }

    public ExpectedView? Expected { get; init; }

    /// <summary>Of an offer on what the member has not bought of late: what it is bought together with.</summary>
    public TogetherView? Together { get; init; }

    public static OfferView Of(Offer offer) => new(offer.Rule.Id, offer.Rule.Name, offer.Rule.On, offer.IsOpen, Words.Of(offer.Reason))
    {
        UsesLeft = offer.UsesLeft,
        PointsLeft = offer.PointsLeft?.Value,
        PurchasesToGo = offer.PurchasesToGo,
        Until = offer.Grant?.Until,
        GrantId = offer.Grant?.Id,
        GrantUses = offer.Grant?.Uses,
        Activate = offer.Reason == OfferReason.NotActivated && offer.Rule.Activation is { } terms ? new ActivationView(terms.For.ToString(), terms.Uses) : null,
    };
}

/// <summary>How long an offer holds once it is activated, as a duration of ISO 8601, and how often it can be used.</summary>
public sealed record ActivationView(string For, long Uses);

/// <summary>A service of a tier, and the lowest tier that opens it; or one that was granted to this member alone.</summary>
public sealed record BenefitView(string Id, string? Tier, bool Open)
{
    /// <summary>Of a benefit that was granted: the last day.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Of a benefit that was granted: how often it can be used yet.</summary>
    public long? UsesLeft { get; init; }

    public string? Name { get; init; }

    /// <summary>How often it was used in the period of its allowance; missing without one.</summary>
    public long? Used { get; init; }

    /// <summary>How often the allowance lets it be used yet.</summary>
    public long? Left { get; init; }

    /// <summary>The period of the allowance, or a visit.</summary>
    public string? Per { get; init; }

    /// <summary>The last day of that period.</summary>
    public DateOnly? Through { get; init; }

    public static BenefitView Of(Benefit? benefit, string id, string tier, BenefitStanding standing) => new(id, tier, standing.IsOpen)
    {
        Name = benefit?.Name,
        Used = standing.Allowance is null ? null : standing.Used,
        Left = standing.Allowance is null ? null : standing.Left,
        Per = standing.Allowance is not { } allowance ? null : allowance.ByVisit ? "visit" : Words.Of(allowance.Per),
        Through = standing.Through,
    };
}

/// <summary>How far a member has come towards a tier (in points), a rule that counts purchases, or a goal.</summary>
public sealed record ProgressView(string Id, string Kind, long Done, long Goal)
{
    /// <summary>Of a goal: how often it has been reached.</summary>
    public long? Reached { get; init; }

    /// <summary>Of a goal.</summary>
    public string? Name { get; init; }
}

/// <summary>Ways to earn, in the programme's order.</summary>
public sealed record OfferPage(IReadOnlyList<OfferView> Items)
{
    /// <summary>How the member buys; missing for who has refused profiling.</summary>
    public HabitsView? Habits { get; init; }
}

/// <summary>Why an offer has its rank: points expected within thirty days, and how many of the baskets of late it would have given something.</summary>
public sealed record ExpectedView(long Points, long Fits, long Baskets)
{
    public static ExpectedView Of(RankedOffer offer) => new(offer.Expected.Value, offer.Fits, offer.Baskets);
}

/// <summary>Recency, frequency and value within a year, the rhythm of purchases, what is usually bought, and the segments that hold.</summary>
public sealed record HabitsView(long Visits, MoneyView Spent, IReadOnlyList<UsualView> Usual, IReadOnlyList<string> Segments)
{
    public DateOnly? LastPurchaseOn { get; init; }

    public long? RhythmDays { get; init; }

    public static HabitsView Of(Habits habits) => new(
        habits.Visits,
        MoneyView.Of(habits.Spent),
        [.. habits.Usual.Select(usual => new UsualView(usual.Category, usual.Baskets))],
        habits.Segments)
    {
        LastPurchaseOn = habits.LastPurchaseOn,
        RhythmDays = habits.RhythmDays,
    };
}

/// <summary>A category and in how many of the last twenty baskets it was.</summary>
public sealed record UsualView(string Category, long Baskets);

/// <summary>Benefits by tier, the lowest first.</summary>
public sealed record BenefitPage(IReadOnlyList<BenefitView> Items);

/// <summary>The next tier first.</summary>
public sealed record ProgressPage(IReadOnlyList<ProgressView> Items);

/// <summary>Everything held about a member in the ledger: who they are, and their whole history, oldest first.</summary>
public sealed record ExportView(DateTimeOffset ExportedAt, MemberView Member, IReadOnlyList<EntryView> Entries)
{
    public LastVisitView? LastVisit { get; init; }
}

/// <summary>Where the member was at the last visit that earned, by which the next one is judged.</summary>
public sealed record LastVisitView(DateTimeOffset At, double Longitude, double Latitude);

/// <summary>Names of reasons as callers see them: <c>PointsMissing</c> is <c>points-missing</c>.</summary>
internal static class Words
{
    public static string Of(Enum value) => string.Concat(value.ToString().Select((c, index) => char.IsUpper(c)
        ? (index > 0 ? "-" : "") + char.ToLower(c, CultureInfo.InvariantCulture)
        : c.ToString()));
}
