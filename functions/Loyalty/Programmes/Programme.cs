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
