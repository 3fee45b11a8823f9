namespace Loyalty.Programmes;

/// <summary>One way to earn. <c>On</c> is one of <see cref="Occasions"/> or <c>event:{name}</c>.</summary>
public sealed record EarnRule(string Id, string On, string? Name, Conditions When, RuleAmount Points, RuleLimit? Limit, Points? Budget)
{
    /// <summary>The name under which points of the budget are counted.</summary>
    public string Key { get; } = $"rule:{Id}";

    /// <summary>Id of the campaign that the rule belongs to.</summary>
    public string? Campaign { get; init; }

    /// <summary>Of the bonuses of one group only the one that gives the most is granted.</summary>
    public string? Group { get; init; }

    /// <summary>Open only to members to whom a journey has offered it, or who have activated it.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>By which members open a personal rule for themselves; null: they cannot.</summary>
    public OfferActivation? Activation { get; init; }
}

/// <summary>Usable <c>Uses</c> times through the local day that lies <c>For</c> after the activation.</summary>
public sealed record OfferActivation(Period For, long Uses);

/// <summary>What a rule can be on.</summary>
public static class Occasions
{
    public const string Purchase = "purchase";
    public const string Enrolment = "enrolment";
    public const string CheckIn = "checkin";
    public const string Geofence = "geofence";
    public const string Referral = "referral";
    public const string Engagement = "engagement";
    public const string Survey = "survey";
    public const string Birthday = "birthday";

    /// <summary>A payment by a card that the member has linked, once a cash receipt settles it.</summary>
    public const string CardPayment = "card-payment";

    public const string EventPrefix = "event:";

    public static readonly IReadOnlyList<string> All = [Purchase, Enrolment, CheckIn, Geofence, Referral, Engagement, Survey, Birthday, CardPayment];
}

/// <summary>What a rule gives: a rate, a factor on the rates, or a fixed number.</summary>
public abstract record RuleAmount
{
    private RuleAmount()
    {
    }

    /// <summary>Points for each <c>Per</c> of the programme's currency.</summary>
    public sealed record Rate(Rational Amount, Rational Per) : RuleAmount
    {
        public Rational PerUnit { get; } = Amount / Per;
    }

    public sealed record Multiply(Rational Factor) : RuleAmount;

    public sealed record Fixed(Points Points) : RuleAmount;

    /// <summary>Points for each whole piece of the lines that the rule selects.</summary>
    public sealed record PerPiece(Points Points) : RuleAmount;

    /// <summary>The points of the last step that is reached; none below the first. Ascending.</summary>
    public sealed record Stepped(IReadOnlyList<BonusStep> Steps, StepMeasure By) : RuleAmount;
}

/// <summary>From this amount or quantity on it is these points.</summary>
public sealed record BonusStep(Rational From, Points Points);

/// <summary>What steps are measured by: the receipt's total, or eligible amount or pieces of the lines that the rule selects.</summary>
public enum StepMeasure { Total, Amount, Quantity }

public enum LimitPeriod { Day, Week, Month, Year, Ever }

/// <summary>How often, or for how many points, a rule may give to one member within a period of the local calendar.</summary>
public sealed record RuleLimit(long? Count, Points? Points, LimitPeriod Per);

/// <summary>All that are set must fit; a list means any of it.</summary>
public sealed record Conditions
{
    public static readonly Conditions None = new();

    public IReadOnlyList<string>? Categories { get; init; }
    public IReadOnlyList<string>? Skus { get; init; }
    public Rational? MinQuantity { get; init; }
    public Rational? MinTotal { get; init; }

    /// <summary>Selects lines of articles with at least this margin, as a part of their price.</summary>
    public Rational? MinMargin { get; init; }

    /// <summary>Selects lines that were sold for no less than the article's price, or for less.</summary>
    public bool? FullPrice { get; init; }
    public IReadOnlyList<string>? Tenders { get; init; }
    public IReadOnlyList<string>? Stores { get; init; }
    public IReadOnlyList<string>? Channels { get; init; }
    public IReadOnlyList<string>? Partners { get; init; }
    public IReadOnlyList<string>? Geofences { get; init; }
    public IReadOnlyList<DayOfWeek>? Days { get; init; }
    public IReadOnlyList<HourRange>? Hours { get; init; }
    public Bound? From { get; init; }
    public Bound? Until { get; init; }
    public IReadOnlyList<string>? Tiers { get; init; }
    public IReadOnlyList<string>? Segments { get; init; }
    public bool? FirstPurchase { get; init; }
    public long? Every { get; init; }
    public Period? BirthdayWithin { get; init; }
    public IReadOnlyList<Season>? Seasons { get; init; }
    public BasketConditions? Basket { get; init; }
}

/// <summary>From the start to just before the end, over midnight where the end is not later than the start.</summary>
public sealed record HourRange(TimeOnly Start, TimeOnly End)
{
    public bool Includes(TimeOnly time) => Start < End ? time >= Start && time < End : time >= Start || time < End;
}

/// <summary>A local date, as <c>until</c> with all of that day, or an instant.</summary>
public sealed record Bound(DateOnly? Date, DateTimeOffset? Instant)
{
    public bool IsReachedBy(DateTimeOffset instant, DateOnly localDate) => Date is { } date ? localDate >= date : instant >= Instant;

    public bool IsPassedBy(DateTimeOffset instant, DateOnly localDate) => Date is { } date ? localDate > date : instant >= Instant;
}
