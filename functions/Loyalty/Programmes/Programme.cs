namespace Loyalty.Programmes;

/// <summary>The rules of the programme in one version. Immutable; what it says holds from <c>From</c> on.</summary>
public sealed record Programme
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    public string? Name { get; init; }

    public required Currency Currency { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>When the version takes effect; null: at once.</summary>
    public DateTimeOffset? From { get; init; }

    public IReadOnlyList<EarnRule> Earn { get; init; } = [];

    public Exclusions Exclude { get; init; } = Exclusions.None;

    /// <summary>How long points of a purchase wait; calendar days and months only.</summary>
    public Period PendingFor { get; init; }

    /// <summary>Null: points never expire.</summary>
    public ExpiryPolicy? Expiry { get; init; }

    public TierLadder Tiers { get; init; } = TierLadder.Single;

    /// <summary>Null: points are worth no money here, only rewards.</summary>
    public RedemptionPolicy? Redemption { get; init; }

    public IReadOnlyList<Reward> Rewards { get; init; } = [];

    public IReadOnlyList<Journey> Journeys { get; init; } = [];

    /// <summary>What members play for.</summary>
    public IReadOnlyList<Goal> Goals { get; init; } = [];

    public SafetyPolicy Safety { get; init; } = SafetyPolicy.None;

    public ContactPolicy Contact { get; init; } = ContactPolicy.Open;

    public IReadOnlyList<ExchangeRate> Rates { get; init; } = [];

    public IReadOnlyList<Campaign> Campaigns { get; init; } = [];

    /// <summary>What all rules together may give to one member in a period; null: no such limit.</summary>
    public RuleLimit? Limit { get; init; }

    /// <summary>JSON Schema 2020-12 of the document that <see cref="ProgrammeReader"/> reads.</summary>
    public static string Schema => ProgrammeSchema.Text;

    public EarnRule? Rule(string id) => Earn.FirstOrDefault(rule => rule.Id == id);

    public Campaign? CampaignOf(EarnRule? rule) =>
        rule?.Campaign is { } id ? Campaigns.FirstOrDefault(campaign => campaign.Id == id) : null;

    /// <summary>Budgets that the rule's points count against: its own, and its campaign's.</summary>
    public IEnumerable<Budget> BudgetsOf(EarnRule? rule)
    {
        if (rule?.Budget is { } own)
            yield return new Budget(rule.Key, own);
        if (CampaignOf(rule) is { Budget: { } shared } campaign)
            yield return new Budget(campaign.Key, shared);
    }

    public Reward? Reward(string id) => Rewards.FirstOrDefault(reward => reward.Id == id);

    /// <summary>False when the programme has no rate for that currency and local date; the rate of its own currency is null.</summary>
    public bool TryGetRate(Currency currency, DateOnly date, out ExchangeRate? rate)
    {
        rate = Rates.FirstOrDefault(rate => rate.Currency == currency && rate.Covers(date));
        return currency == Currency || rate is not null;
    }

    public DateOnly LocalDate(DateTimeOffset instant) => TimeZone.LocalDate(instant);

    /// <summary>The first instant of that local date, also where clocks skip midnight.</summary>
    public DateTimeOffset StartOfDay(DateOnly date) => TimeZone.StartOfDay(date);

    /// <summary>Last day of points earned on that local date.</summary>
    public DateOnly ExpiresOn(DateOnly earned) => Expiry?.LastDay(earned) ?? DateOnly.MaxValue;
}

/// <summary>What earns nothing.</summary>
public sealed record Exclusions(IReadOnlyList<string> Categories, IReadOnlyList<string> Skus, IReadOnlyList<string> Tenders)
{
    public static readonly Exclusions None = new([], [], []);

    // Points and gift cards were money once already; see the contract of purchase.completed.
    private static readonly string[] AlwaysWithoutPoints = ["points", "giftcard"];

    public bool IncludesTender(string type) =>
        AlwaysWithoutPoints.Contains(type, StringComparer.OrdinalIgnoreCase) || Tenders.Contains(type, StringComparer.OrdinalIgnoreCase);
}

public enum RoundUpTo { None, Month, Quarter, Year }

/// <summary>How long a lot can be used.</summary>
public sealed record ExpiryPolicy(Period After, RoundUpTo RoundUpTo)
{
    public DateOnly LastDay(DateOnly earned)
    {
        var day = After.After(earned);
        return RoundUpTo switch
        {
            RoundUpTo.Month => day.EndOfMonth(),
            RoundUpTo.Quarter => new DateOnly(day.Year, (day.Month + 2) / 3 * 3, 1).EndOfMonth(),
            RoundUpTo.Year => new DateOnly(day.Year, 12, 31),
            _ => day,
        };
    }
}

/// <summary>Levels by ascending <c>From</c>, the first from 0, and the window in which points count for them.</summary>
public sealed record TierLadder(Period Window, IReadOnlyList<TierLevel> Levels)
{
    /// <summary>For a programme without tiers: everyone is a member.</summary>
    public static readonly TierLadder Single = new(new Period(12, 0, default), [new("member", "Member", Points.Zero, Rational.One, [])]);

    public TierLevel Lowest => Levels[0];

    /// <summary>The level of that id; the lowest for one that a newer programme dropped.</summary>
    public TierLevel Level(string id) => Levels.FirstOrDefault(level => level.Id == id) ?? Lowest;

    public TierLevel LevelFor(Points qualifying) => Levels.LastOrDefault(level => level.From <= qualifying) ?? Lowest;

    public TierLevel? Above(TierLevel level)
    {
        ArgumentNullException.ThrowIfNull(level);
        return Levels.FirstOrDefault(other => other.From > level.From);
    }

    public bool Knows(string id) => Levels.Any(level => level.Id == id);
}

public sealed record TierLevel(string Id, string Name, Points From, Rational EarnMultiplier, IReadOnlyList<string> Benefits);

/// <summary><c>Points</c> are worth <c>Worth</c>; nothing below <c>Minimum</c> can be redeemed for money.</summary>
public sealed record RedemptionPolicy(Points Points, Money Worth, Points Minimum, TimeSpan ReserveFor)
{
    public static readonly TimeSpan DefaultReserveFor = TimeSpan.FromMinutes(15);

    /// <summary>Down to the minor unit.</summary>
    public Money ValueOf(Points points) => new((new Rational(points.Value, Points.Value) * Worth.Minor).Floor(), Worth.Currency);
}

/// <summary>Something that points buy. Without tiers it is open to all. How many are left is not the programme's to know.</summary>
public sealed record Reward(string Id, string Name, Points Points, IReadOnlyList<string> Tiers, long? Stock = null)
{
    public bool IsOpenTo(string tier) => Tiers.Count == 0 || Tiers.Contains(tier);
}

/// <summary>One unit of <c>Currency</c> in units of the programme's, for receipts of these local dates.</summary>
public sealed record ExchangeRate(string Id, Currency Currency, Rational Rate, DateOnly? From, DateOnly? Until)
{
    public bool Covers(DateOnly date) => (From is null || date >= From) && (Until is null || date <= Until);
}
