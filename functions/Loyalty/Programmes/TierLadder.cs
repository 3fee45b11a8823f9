namespace Loyalty.Programmes;

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
