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

    /// <summary>The period of the stores' leader boards; null: there are none.</summary>
    public LimitPeriod? LeaderBoardPer { get; init; }

    /// <summary>Services that tiers and journeys unlock, as far as there is something to say of them.</summary>
    public IReadOnlyList<Benefit> Benefits { get; init; } = [];

    public SafetyPolicy Safety { get; init; } = SafetyPolicy.None;

    public ContactPolicy Contact { get; init; } = ContactPolicy.Open;

    public IReadOnlyList<ExchangeRate> Rates { get; init; } = [];

    public IReadOnlyList<Campaign> Campaigns { get; init; } = [];

    public IReadOnlyList<Segment> Segments { get; init; } = [];

    /// <summary>What all rules together may give to one member in a period; null: no such limit.</summary>
    public RuleLimit? Limit { get; init; }

    /// <summary>JSON Schema 2020-12 of the document that <see cref="ProgrammeReader"/> reads.</summary>
    public static string Schema => ProgrammeSchema.Text;

    public EarnRule? Rule(string id) => Earn.FirstOrDefault(rule => rule.Id == id);

    public Benefit? Benefit(string id) => Benefits.FirstOrDefault(benefit => benefit.Id == id);

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

    /// <summary>The same for points as they stand on an entry: of a rule, or of a journey.</summary>
    public IEnumerable<Budget> BudgetsOf(string granted) =>
        BudgetsOf(Rule(granted) ?? Journeys.FirstOrDefault(journey => journey.Key == granted)?.Asks);

    /// <summary>Budgets of all rules, journeys and campaigns.</summary>
    public IReadOnlyList<Budget> Budgets =>
        [.. Earn.Concat(Journeys.Select(journey => journey.Asks)).SelectMany(BudgetsOf).DistinctBy(budget => budget.Key)];

    /// <summary>Whether anything that is given on that occasion counts against a budget; goals may be reached on any.</summary>
    public bool HasBudgets(string on) => Earn.Any(rule => rule.On == on && BudgetsOf(rule).Any()) || HasJourneyBudgets(on);

    /// <summary>Whether points of journeys that the occasion may set off count against a budget.</summary>
    public bool HasJourneyBudgets(string on) => Journeys.Any(journey =>
        journey.Then.Points is not null
        && (journey.On == on || (journey.IsByCalendar && on == JourneyTriggers.Calendar) || journey.On.StartsWith(Goal.TriggerPrefix, StringComparison.Ordinal))
        && BudgetsOf(journey.Asks).Any());

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

/// <summary>What tiers are reached by.</summary>
public enum TierMeasure { Points, Spend, Visits }

/// <summary>Levels by ascending <c>From</c>, the first from 0, and the window in which points (or money, or purchases) count for them.</summary>
public sealed record TierLadder(Period Window, IReadOnlyList<TierLevel> Levels)
{
    private static readonly Period TwelveMonths = new(12, 0, default);

    public TierMeasure By { get; init; }

    /// <summary>How much of the measure makes one of the levels' units: minor units of the currency, for money.</summary>
    public long Unit { get; init; } = 1;

    /// <summary>The window is the calendar year, and a tier holds through the year after the one that it was reached in.</summary>
    public bool IsCalendarYear { get; init; }

    /// <summary>How long a tier is kept after its time.</summary>
    public Period Grace { get; init; }

    /// <summary>Nobody falls by more than one level at a time.</summary>
    public bool SoftLanding { get; init; }

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

    /// <summary>The level that is kept for ever with so much ever reached.</summary>
    public TierLevel EverFor(Points ever) => Levels.LastOrDefault(level => level.ForEverFrom is { } from && from <= ever) ?? Lowest;

    /// <summary>The day before the window that ends on that day.</summary>
    public DateOnly WindowBefore(DateOnly today) => IsCalendarYear ? new DateOnly(today.Year, 1, 1).AddDays(-1) : Window.Before(today);

    /// <summary>
    /// The last day before which no review lowers a tier that was reached on that day: the end of the month twelve months later, or of the
    /// next calendar year.
    /// </summary>
    public DateOnly HeldThrough(DateOnly reached) => IsCalendarYear
        ? new DateOnly(Math.Min(reached.Year + 1, DateOnly.MaxValue.Year), 12, 31)
        : TwelveMonths.After(reached).EndOfMonth();

    /// <summary>Where somebody falls to who no longer has the level.</summary>
    public TierLevel Landing(TierLevel level, TierLevel earned)
    {
        ArgumentNullException.ThrowIfNull(level);
        ArgumentNullException.ThrowIfNull(earned);
        var below = Levels.LastOrDefault(other => other.From < level.From) ?? Lowest;
        return SoftLanding && below.From > earned.From ? below : earned;
    }

    internal Points InUnits(long measure) => new(measure >= 0 ? measure / Unit : 0);

    public bool Knows(string id) => Levels.Any(level => level.Id == id);
}

public sealed record TierLevel(string Id, string Name, Points From, Rational EarnMultiplier, IReadOnlyList<string> Benefits)
{
    /// <summary>With so much ever reached the level is never lost.</summary>
    public Points? ForEverFrom { get; init; }
}

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
    /// <summary>When it can be had for points; null: at any time. What a journey granted has its own end.</summary>
    public Bound? From { get; init; }

    /// <inheritdoc cref="From"/>
    public Bound? Until { get; init; }

    /// <summary>Where it can be had; everywhere, if none is named.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

    public bool IsOpenTo(string tier) => Tiers.Count == 0 || Tiers.Contains(tier);

    /// <summary>Compared as the stores of rules are.</summary>
    public bool IsIn(string storeId) => Stores.Count == 0 || Stores.Contains(storeId, StringComparer.OrdinalIgnoreCase);
}

/// <summary>One unit of <c>Currency</c> in units of the programme's, for receipts of these local dates.</summary>
public sealed record ExchangeRate(string Id, Currency Currency, Rational Rate, DateOnly? From, DateOnly? Until)
{
    public bool Covers(DateOnly date) => (From is null || date >= From) && (Until is null || date <= Until);
}
