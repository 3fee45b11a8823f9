namespace Loyalty.Programmes;

/// <summary>
/// What the programme does by itself when something happens to a member, or a day comes: on a trigger, if the conditions fit, the actions.
/// <c>On</c> is one of <see cref="Occasions"/>, <c>event:{name}</c>, or one of <see cref="JourneyTriggers"/>.
/// </summary>
public sealed record Journey(string Id, string On, Conditions When, RuleLimit? Limit, JourneyActions Then)
{
    /// <summary>Under which uses and points of a journey are counted; no rule can be called so.</summary>
    public string Key { get; } = KeyOf(Id);

    internal static string KeyOf(string id) => "journey:" + id;

    /// <summary>For <see cref="JourneyTriggers.Absence"/>: how long after the last purchase.</summary>
    public Period? After { get; init; }

    /// <summary>For <see cref="JourneyTriggers.Season"/>: the first and the last local day.</summary>
    public (DateOnly From, DateOnly Until)? Season { get; init; }

    /// <summary>Id of the campaign whose time, hold-out and budget hold for it.</summary>
    public string? Campaign { get; init; }

    /// <summary>The conditions as those of a rule, so that both are asked in one way.</summary>
    internal EarnRule Asks => new(Id, On, null, When, new RuleAmount.Fixed(Points.Zero), null, null) { Campaign = Campaign };

    public bool IsByCalendar => After is not null || Season is not null;
}

/// <summary>Triggers beside the occasions on which rules earn.</summary>
public static class JourneyTriggers
{
    /// <summary>No purchase for so long; once until the next purchase.</summary>
    public const string Absence = "absence";

    /// <summary>A day of the calendar, once for each member.</summary>
    public const string Season = "season";

    /// <summary>Points expire within 30 days; once for each last day.</summary>
    public const string Expiring = "expiring";

    /// <summary>What all that come due by the calendar are done in: a run.</summary>
    public const string Calendar = "calendar";

    public static readonly IReadOnlyList<string> All = [Absence, Season, Expiring];
}

/// <summary>All that are set are done, in one entry.</summary>
public sealed record JourneyActions(
    Points? Points,
    IReadOnlyList<GrantAction> Offers,
    IReadOnlyList<GrantAction> Rewards,
    IReadOnlyList<GrantAction> Benefits,
    MessageAction? Message)
{
    /// <summary>Nothing but a message: without consent there is nothing to do.</summary>
    public bool IsMessageOnly => Points is null && Offers.Count + Rewards.Count + Benefits.Count == 0;

    /// <summary>Nothing but points: with the budget spent there is nothing to do.</summary>
    public bool IsPointsOnly => Message is null && Offers.Count + Rewards.Count + Benefits.Count == 0;
}

/// <summary>Something for this member alone, usable <c>Uses</c> times through the local day that lies <c>For</c> after the grant.</summary>
public sealed record GrantAction(string Item, Period For, long Uses);

/// <summary>A request to marketing automation; by the first of the channels that the member has consented to.</summary>
public sealed record MessageAction(string Template, IReadOnlyList<string> Channels);

/// <summary>How members may be written to.</summary>
/// <param name="Limit">Messages of journeys to one member in a period; null: no cap.</param>
/// <param name="Confirm">Channels whose consent counts only after the member has confirmed it.</param>
public sealed record ContactPolicy(RuleLimit? Limit, IReadOnlyList<string> Confirm)
{
    public static readonly ContactPolicy Open = new(null, []);

    /// <summary>Under which messages are counted; no rule can be called so.</summary>
    public const string Key = "contact:message";

    public const string Email = "email";
    public const string Sms = "sms";
    public const string Push = "push";

    public static readonly IReadOnlyList<string> Channels = [Email, Sms, Push];
}
