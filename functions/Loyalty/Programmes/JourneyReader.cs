namespace Loyalty.Programmes;

internal static class JourneyReader
{
    internal static readonly string[] Names = ["id", "name", "on", "when", "after", "from", "until", "limit", "campaign", "then"];
    internal static readonly string[] ActionNames = ["points", "offers", "rewards", "benefits", "message"];
    internal static readonly string[] GrantNames = ["id", "for", "uses"];
    internal static readonly string[] MessageNames = ["template", "channels"];
    internal static readonly string[] ContactNames = ["limit", "confirm"];
    internal static readonly string[] ContactLimitNames = ["count", "per"];

    internal static readonly (string, string)[] Channels = [.. ContactPolicy.Channels.Select(channel => (channel, channel))];

    private const int MaximumGrants = 10;
    internal const int MaximumUses = 1_000;
    private const int MaximumMonths = 24;
    private const int MaximumDays = 730;

    public static Journey Read(ProgrammeNode node, TierLadder tiers)
    {
        node.IsObject(Names);
        node.Optional("name")?.Text();
        if (node.Optional("on") is { Json.ValueKind: System.Text.Json.JsonValueKind.String } trigger && trigger.Json.GetString() == UseCases.GiveConsent.OptIn)
            node.Optional("campaign")?.Fault("an opt-in is given whatever a campaign has left");
        var on = ReadTrigger(node.Required("on"));
        return new Journey(
            node.Required("id")?.Id() ?? "",
            on,
            node.Optional("when") is { } when ? ConditionsReader.Read(when, on, tiers) : Conditions.None,
            node.Optional("limit") is { } limit ? ReadLimit(limit) : null,
            ReadActions(node.Required("then")))
        {
            Campaign = node.Optional("campaign")?.Id(),
            After = ReadAfter(node, on),
            Season = ReadSeason(node, on),
        };
    }

    public static ContactPolicy ReadContact(ProgrammeNode node)
    {
        node.IsObject(ContactNames);
        return new ContactPolicy(
            node.Optional("limit") is { } limit ? ReadLimit(limit) : null,
            node.Optional("confirm")?.List(item => item.OneOf(Channels), Channels.Length) ?? []);
    }

    /// <summary>Names of what the document defines elsewhere, once all of it has been read.</summary>
    public static void Check(ProgrammeNode root, Programme programme)
    {
        for (var index = 0; index < programme.Journeys.Count; index++)
        {
            var on = programme.Journeys[index].On;
            if (on.StartsWith(Goal.TriggerPrefix, StringComparison.Ordinal) && programme.Goals.All(goal => goal.Trigger != on))
                root.Faults.Add(new ProgrammeFault($"{root.Pointer}/journeys/{index}/on", "is not a goal of this programme"));
            var (then, pointer) = (programme.Journeys[index].Then, $"{root.Pointer}/journeys/{index}/then");
            Check(root, then.Offers, pointer + "/offers", id => programme.Rule(id)?.IsPersonal == true, "is not a personal rule of this programme");
            Check(root, then.Rewards, pointer + "/rewards", id => programme.Reward(id) is not null, "is not a reward of this programme");
        }
    }

    private static void Check(ProgrammeNode root, IReadOnlyList<GrantAction> grants, string pointer, Func<string, bool> isKnown, string detail)
    {
        for (var index = 0; index < grants.Count; index++)
            if (grants[index].Item.Length > 0 && !isKnown(grants[index].Item))
                root.Faults.Add(new ProgrammeFault($"{pointer}/{index}/id", detail));
    }

    private static string ReadTrigger(ProgrammeNode? node)
    {
        var on = node?.Text() ?? "";
        var isEvent = on.StartsWith(Occasions.EventPrefix, StringComparison.Ordinal) && on.Length > Occasions.EventPrefix.Length;
        var isGoal = on.StartsWith(Goal.TriggerPrefix, StringComparison.Ordinal);
        if (on.Length > 0 && !isEvent && !isGoal && !Occasions.All.Contains(on) && !JourneyTriggers.All.Contains(on))
            node?.Fault($"must be one of {string.Join(", ", Occasions.All.Concat(JourneyTriggers.All))} or event:name or goal:id");
        return on;
    }

    private static Period? ReadAfter(ProgrammeNode node, string on)
    {
        if (on != JourneyTriggers.Absence)
        {
            node.Optional("after")?.Fault("can only be said of an absence");
            return null;
        }

        return node.Required("after") is { } after ? ReadDays(after) : null;
    }

    private static (DateOnly From, DateOnly Until)? ReadSeason(ProgrammeNode node, string on)
    {
        if (on != JourneyTriggers.Season)
        {
            node.Optional("from")?.Fault("can only be said of a season");
            node.Optional("until")?.Fault("can only be said of a season");
            return null;
        }

        var (from, until) = (node.Required("from")?.Date() ?? default, node.Required("until")?.Date() ?? default);
        if (until < from)
            node.Optional("until")?.Fault("must not be before from");
        return (from, until);
    }

    private static JourneyActions ReadActions(ProgrammeNode? node)
    {
        if (node is not { } then || !then.IsObject(ActionNames))
            return new JourneyActions(null, [], [], [], null);
        var actions = new JourneyActions(
            then.Optional("points") is { } points ? new Points(points.Integer(1, Points.Limit)) : null,
            Grants(then, "offers"),
            Grants(then, "rewards"),
            Grants(then, "benefits"),
            then.Optional("message") is { } message ? ReadMessage(message) : null);
        if (actions is { IsMessageOnly: true, Message: null })
            then.Fault("must do something");
        return actions;
    }

    private static IReadOnlyList<GrantAction> Grants(ProgrammeNode node, string name) =>
        node.Optional(name)?.List(ReadGrant, MaximumGrants) ?? [];

    private static GrantAction ReadGrant(ProgrammeNode node)
    {
        node.IsObject(GrantNames);
        return new GrantAction(
            node.Required("id")?.Id() ?? "",
            node.Required("for") is { } lasting ? ReadDays(lasting) : default,
            node.Optional("uses")?.Integer(1, MaximumUses) ?? 1);
    }

    private static MessageAction ReadMessage(ProgrammeNode node)
    {
        node.IsObject(MessageNames);
        var channels = node.Required("channels")?.List(item => item.OneOf(Channels), Channels.Length) ?? [];
        if (channels.Count == 0)
            node.Optional("channels")?.Fault("must name at least one");
        return new MessageAction(node.Required("template")?.Id() ?? "", channels);
    }

    internal static RuleLimit ReadLimit(ProgrammeNode node)
    {
        node.IsObject(ContactLimitNames);
        return new RuleLimit(
            node.Required("count")?.Integer(1, int.MaxValue), null, node.Required("per")?.OneOf(EarnRuleReader.Periods) ?? LimitPeriod.Day);
    }

    internal static Period ReadDays(ProgrammeNode node)
    {
        var period = node.Duration();
        if (period is not { Months: <= MaximumMonths, Days: <= MaximumDays, IsWholeDays: true })
            node.Fault("must be whole days or months up to P24M");
        return period;
    }
}
