using System.Text.Json;

namespace Loyalty.Programmes;

/// <summary>One thing wrong in a programme document, at a JSON Pointer (RFC 6901).</summary>
public sealed record ProgrammeFault(string Pointer, string Detail);

/// <summary>Reads a programme document. Unknown fields are faults: a typing error there costs money.</summary>
public static class ProgrammeReader
{
    internal static readonly string[] Names =
    [
        "$schema", "id", "version", "name", "currency", "timeZone", "from", "earn", "exclude", "pending", "expiry", "tiers", "redemption",
        "rewards", "rates", "campaigns", "limit", "journeys", "contact", "goals", "segments", "safety", "benefits", "leaderboard",
    ];

    private const int MaximumRules = 200;
    private const int MaximumRewards = 1_000;
    private const int MaximumRates = 10_000;
    private const int MaximumCampaigns = 100;
    private const int MaximumJourneys = 100;
    private const int MaximumGoals = 50;
    private const int MaximumSegments = 100;
    private const int MaximumBenefits = 200;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The programme, or everything that is wrong with the document.</summary>
    public static (Programme? Programme, IReadOnlyList<ProgrammeFault> Faults) Read(ReadOnlySpan<byte> json)
    {
        var faults = new List<ProgrammeFault>();
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), Options);
            var programme = Read(new ProgrammeNode(document.RootElement, "", faults));
            return faults.Count == 0 ? (programme, faults) : (null, faults);
        }
        catch (JsonException exception)
        {
            return (null, [new ProgrammeFault("", $"is not one JSON document: {exception.Message}")]);
        }
    }

    private static Programme? Read(ProgrammeNode root)
    {
        if (!root.IsObject(Names))
            return null;
        var currency = ReadCurrency(root.Required("currency"));
        root.Required("earn");
        var tiers = root.Optional("tiers") is { } ladder ? TierReader.Read(ladder, currency) : TierLadder.Single;
        var programme = new Programme
        {
            Id = root.Required("id")?.Id() ?? "",
            Version = root.Required("version")?.Id() ?? "",
            Name = root.Optional("name")?.Text(),
            Currency = currency,
            TimeZone = ReadTimeZone(root.Required("timeZone")),
            From = root.Optional("from") is { } from ? ReadInstant(from) : null,
            Earn = List(root, "earn", rule => EarnRuleReader.Read(rule, tiers), MaximumRules, rule => rule.Id),
            Exclude = root.Optional("exclude") is { } exclude ? PolicyReader.ReadExclusions(exclude) : Exclusions.None,
            PendingFor = root.Optional("pending") is { } pending ? PolicyReader.ReadPending(pending) : default,
            Expiry = root.Optional("expiry") is { } expiry ? PolicyReader.ReadExpiry(expiry) : null,
            Tiers = tiers,
            Redemption = root.Optional("redemption") is { } redemption ? PolicyReader.ReadRedemption(redemption, currency) : null,
            Rewards = List(root, "rewards", reward => PolicyReader.ReadReward(reward, tiers), MaximumRewards, reward => reward.Id),
            Rates = List(root, "rates", rate => PolicyReader.ReadRate(rate, currency), MaximumRates, rate => rate.Id),
            Campaigns = List(root, "campaigns", CampaignReader.Read, MaximumCampaigns, campaign => campaign.Id),
            Segments = List(root, "segments", segment => SegmentReader.Read(segment, tiers), MaximumSegments, segment => segment.Id),
            Limit = root.Optional("limit") is { } limit ? CampaignReader.ReadCap(limit) : null,
            Journeys = List(root, "journeys", journey => JourneyReader.Read(journey, tiers), MaximumJourneys, journey => journey.Id),
            Goals = List(root, "goals", goal => GoalReader.Read(goal, tiers), MaximumGoals, goal => goal.Id),
            Benefits = List(root, "benefits", BenefitReader.Read, MaximumBenefits, benefit => benefit.Id),
            LeaderBoardPer = root.Optional("leaderboard") is { } board ? GoalReader.ReadLeaderBoard(board) : null,
            Safety = root.Optional("safety") is { } safety ? SafetyReader.Read(safety) : SafetyPolicy.None,
            Contact = root.Optional("contact") is { } contact ? JourneyReader.ReadContact(contact) : ContactPolicy.Open,
        };
        CheckCampaigns(programme, root);
        JourneyReader.Check(root, programme);
        SafetyReader.Check(root, programme);
        return programme;
    }

    private static void CheckCampaigns(Programme programme, ProgrammeNode root)
    {
        for (var index = 0; index < programme.Earn.Count; index++)
            if (programme.Earn[index].Campaign is { Length: > 0 } id && programme.Campaigns.All(campaign => campaign.Id != id))
                root.Faults.Add(new ProgrammeFault($"/earn/{index}/campaign", "is not a campaign of this programme"));
        for (var index = 0; index < programme.Journeys.Count; index++)
            if (programme.Journeys[index].Campaign is { Length: > 0 } id && programme.Campaigns.All(campaign => campaign.Id != id))
                root.Faults.Add(new ProgrammeFault($"/journeys/{index}/campaign", "is not a campaign of this programme"));
    }

    private static IReadOnlyList<T> List<T>(
        ProgrammeNode root, string name, Func<ProgrammeNode, T> read, int maximum, Func<T, string> id) =>
        Unique(root.Optional(name)?.List(read, maximum) ?? [], id, root, name);

    internal static IReadOnlyList<T> Unique<T>(IReadOnlyList<T> items, Func<T, string> id, ProgrammeNode parent, string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
            if (!seen.Add(id(items[index])))
                parent.Faults.Add(new ProgrammeFault($"{parent.Pointer}/{name}/{index}/id", "is there twice"));
        return items;
    }

    internal static Currency ReadCurrency(ProgrammeNode? node)
    {
        var code = node is { Json.ValueKind: JsonValueKind.String } text ? text.Json.GetString() : null;
        if (!Currency.TryGet(code, out var currency))
            node?.Fault("must be an active currency of ISO 4217");
        return currency;
    }

    internal static DateTimeOffset ReadInstant(ProgrammeNode node)
    {
        // Without an offset the text would mean another instant on another machine.
        var text = node.Json.ValueKind == JsonValueKind.String ? node.Json.GetString()! : "";
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        if (hasOffset && text.Contains('T', StringComparison.Ordinal) && node.Json.TryGetDateTimeOffset(out var instant))
            return instant;
        node.Fault("must be an instant with offset such as \"2026-11-03T00:00:00+01:00\"");
        return default;
    }

    private static TimeZoneInfo ReadTimeZone(ProgrammeNode? node)
    {
        var id = node is { Json.ValueKind: JsonValueKind.String } text ? text.Json.GetString()! : "";
        if (id.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var timeZone))
            return timeZone;
        node?.Fault("must be a time zone of the IANA database such as \"Europe/Berlin\"");
        return TimeZoneInfo.Utc;
    }
}
