namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Programmes other than the sample, as files beside the tests.</summary>
internal static class Programmes
{
    /// <summary>Points of a sale wait for two weeks.</summary>
    public static string Pending { get; } = Write("proof-pending.json", "P14D");

    /// <summary>Points of a sale wait for so long that very many wait at once.</summary>
    public static string LongPending { get; } = Write("proof-long-pending.json", "P200D");

    /// <summary>Points wait for two weeks and end after a month, so that a simulated year sees every lot's whole life.</summary>
    public static string ShortLived { get; } = WriteShortLived("proof-short-lived.json");

    /// <summary>Sales that have to be looked at, and things that follow from those that need not be.</summary>
    private const string Guards = """
        "safety": {
          "redemptions": {"count": 4, "per": "day"},
          "velocity": [
            {"id": "many", "on": "purchase", "count": 3, "per": "week"},
            {"id": "swipes", "on": "purchase", "by": "register", "count": 1, "per": "day"},
            {"id": "rounds", "on": "checkin", "count": 1, "per": "day"}
          ],
          "till": {"cards": 2, "within": "PT1H"},
          "staff": {"identities": [{"type": "card", "from": "600003", "until": "600004"}], "earn": "0.5"},
          "ownCard": "hold"
        },
        "goals": [
          {"id": "three", "kind": "challenge", "on": "purchase", "per": "month", "count": 3},
          {"id": "weekly", "kind": "streak", "on": "purchase", "per": "week", "count": 2},
          {"id": "spree", "kind": "badge", "on": "purchase", "count": 2000, "of": "amount"}
        ],
        "journeys": [
          {"id": "large", "on": "purchase", "campaign": "spring", "when": {"minTotal": "150.00"}, "then": {"points": 15, "rewards": [{"id": "tasting", "for": "P20D"}]}},
          {"id": "fifth", "on": "purchase", "when": {"every": 5}, "then": {"points": 9}},
          {"id": "reached", "on": "goal:three", "then": {"points": 11}},
          {"id": "steady", "on": "goal:weekly", "then": {"points": 7, "rewards": [{"id": "tasting", "for": "P20D"}]}}
        ],
        """;

    private static string WriteShortLived(string name)
    {
        Write(name, "P14D", "P1M", 25, Boost + Clip);
        var path = Path.Combine(AppContext.BaseDirectory, name);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"earn\": [", Guards + "\"earn\": [", StringComparison.Ordinal));
        return name;
    }

    /// <summary>Somebody who brings in a friend, and the friend, get something at the friend's first purchase.</summary>
    public static string Referral { get; } = Write("proof-referral.json", "P0D");

    /// <summary>A reward of which there are two.</summary>
    public static string Limited { get; } = Write("proof-limited.json", "P0D");

    /// <summary>A tasting that is to be had in one store only.</summary>
    public static string InStores { get; } = Write("proof-in-stores.json", "P0D");

    /// <summary>Something follows from all that can happen to a member, and from the calendar.</summary>
    public static string Journeys { get; } = WriteJourneys("proof-journeys.json");

    /// <summary>Large receipts get 300 points more, new members and visitors some, until budgets are spent that give not even three of them.</summary>
    public static string Budgeted { get; } = Write("proof-budgeted.json", "P0D", rules: Boost);

    private const string Boost = """
        {"id": "boost", "on": "purchase", "when": {"minTotal": "100.00"}, "points": {"fixed": 300}, "budget": {"points": 800}},
        {"id": "gift", "on": "enrolment", "points": {"fixed": 30}, "budget": {"points": 1000}},
        {"id": "coming", "on": "checkin", "campaign": "spring", "points": {"fixed": 30}},
        {"id": "friends", "on": "referral", "campaign": "spring", "points": {"fixed": 30}},
        """;

    private const string Campaigns = """ "campaigns": [{"id": "spring", "budget": {"points": 900}}], """;

    private const string Friend = """{"id": "friend", "on": "referral", "points": {"fixed": 30}},""";

    /// <summary>The sample with twice the points for every euro.</summary>
    public static string Twice(string version, string? from = null) => Sample()
        .Replace("\"version\": \"1\"", $"\"version\": \"{version}\"" + (from is null ? "" : $", \"from\": \"{from}\""), StringComparison.Ordinal)
        .Replace("{\"amount\": 1,", "{\"amount\": 2,", StringComparison.Ordinal);

    /// <summary>The short-lived one with so many points for every euro.</summary>
    public static string Another(string version, int points) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, ShortLived))
        .Replace("\"version\": \"1\"", $"\"version\": \"{version}\"", StringComparison.Ordinal)
        .Replace("{\"amount\": 1,", $"{{\"amount\": {points},", StringComparison.Ordinal);

    private static string Sample() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "program.json"));

    /// <summary>A consent to e-mail counts once it has been confirmed, and is thanked for.</summary>
    public static string DoubleOptIn { get; } = WriteOptIn("proof-opt-in.json");

    private static string WriteOptIn(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", """
            "contact": {"confirm": ["email"]},
            "journeys": [
              {"id": "thanks", "on": "event:opt-in", "then": {"points": 15, "message": {"template": "thanks", "channels": ["email"]}}},
              {"id": "bought", "on": "purchase", "then": {"message": {"template": "bought", "channels": ["email"]}}}
            ],
            "earn": [
            """, StringComparison.Ordinal));
        return name;
    }

    /// <summary>Something to play for: purchases, visits, friends and their friends.</summary>
    public static string Play { get; } = WritePlay("proof-play.json");

    private static string WritePlay(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", """
            "leaderboard": {"per": "month"},
            "goals": [
              {"id": "three", "kind": "challenge", "on": "purchase", "per": "month", "count": 2},
              {"id": "daily", "kind": "streak", "on": "checkin", "per": "day", "count": 2},
              {"id": "friends", "kind": "badge", "on": "event:referral.made", "count": 1},
              {"id": "chain", "kind": "badge", "on": "event:referral.chain", "count": 1}
            ],
            "journeys": [{"id": "reached", "on": "goal:three", "then": {"points": 11}}, {"id": "linked", "on": "goal:chain", "then": {"points": 13}}],
            "earn": [
            """, StringComparison.Ordinal));
        return name;
    }

    /// <summary>One redemption a day, and none for two days after an address changed.</summary>
    public static string Safe { get; } = WriteSafe("proof-safe.json");

    /// <summary>Services that everybody has, one of them twice a day.</summary>
    public static string Served { get; } = WriteServed("proof-served.json");

    /// <summary>An offer of 25 points that members activate, twice a month.</summary>
    public static string Clips { get; } = WriteClips("proof-clips.json");

    private const string Clip = """
        {"id": "clip", "on": "purchase", "personal": true, "activate": {"for": "P14D"}, "points": {"fixed": 25}, "limit": {"count": 2, "per": "month"}},
        """;

    /// <summary>A later version of it.</summary>
    public static string ClipsAs(string version) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Clips))
        .Replace("\"version\": \"1\"", $"\"version\": \"{version}\"", StringComparison.Ordinal);

    private static string WriteClips(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", "\"earn\": [" + Clip, StringComparison.Ordinal));
        return name;
    }

    private static string WriteServed(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Serve(Sample()));
        return name;
    }

    /// <summary>With services in the first tier.</summary>
    private static string Serve(string programme) => programme
        .Replace("\"from\": 0}", "\"from\": 0, \"benefits\": [\"wrapping\", \"hem\"]}", StringComparison.Ordinal)
        .Replace("\"earn\": [", """ "leaderboard": {"per": "month"}, "benefits": [{"id": "hem", "allowance": {"count": 2, "per": "day"}}], "earn": [""", StringComparison.Ordinal);

    /// <summary>Sales at a till that are looked at: a third in an hour, a second card within a minute, the cashier's own; and cards of staff.</summary>
    public static string Guarded { get; } = WriteGuarded("proof-guarded.json");

    /// <summary>More than two members behind a mailbox, a device or a payment card are held back, and circles of referrals.</summary>
    public static string Rings { get; } = WriteRings("proof-rings.json");

    private static string WriteRings(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", """
            "safety": {"rings": {"members": 2, "by": ["mailbox", "device", "payment"], "referrals": true}},
            "earn": [{"id": "friend", "on": "referral", "points": {"fixed": 30}},
            """, StringComparison.Ordinal));
        return name;
    }

    private static string WriteGuarded(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", """
            "safety": {
              "velocity": [
                {"id": "swipes", "on": "purchase", "by": "register", "count": 2, "per": "hour"},
                {"id": "rounds", "on": "checkin", "count": 1, "per": "week"}
              ],
              "till": {"cards": 1, "within": "PT1M"},
              "staff": {"identities": [{"type": "card", "from": "900000", "until": "900099"}]},
              "ownCard": "hold"
            },
            "earn": [
            """, StringComparison.Ordinal));
        return name;
    }

    /// <summary>Sales of the cashier's own card wait, with goals, a leader board, and journeys that share a budget behind them.</summary>
    public static string GuardedPlay { get; } = WriteGuardedPlay("proof-guarded-play.json");

    private static string WriteGuardedPlay(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", """
            "safety": {"ownCard": "hold"},
            "leaderboard": {"per": "month"},
            "campaigns": [{"id": "thanks", "budget": {"points": 30}}],
            "goals": [{"id": "twice", "kind": "challenge", "on": "purchase", "per": "month", "count": 2}],
            "journeys": [
              {"id": "reached", "on": "goal:twice", "then": {"points": 11}},
              {"id": "bought", "on": "purchase", "campaign": "thanks", "then": {"points": 20, "rewards": [{"id": "free-coffee", "for": "P60D"}]}}
            ],
            "earn": [
            """, StringComparison.Ordinal));
        return name;
    }

    private static string WriteSafe(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", """
            "safety": {"redemptions": {"count": 1, "per": "day"}, "coolDown": "P2D"},
            "earn": [
            """, StringComparison.Ordinal));
        return name;
    }

    /// <summary>Journeys that share a budget of 100 points, of which a purchase wants 60, an absence 30 and a survey 50.</summary>
    public static string BudgetedJourneys { get; } = WriteBudgetedJourneys("proof-budgeted-journeys.json");

    private static string WriteBudgetedJourneys(string name)
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", """
            "campaigns": [{"id": "thanks", "budget": {"points": 100}}],
            "journeys": [
              {"id": "bought", "on": "purchase", "campaign": "thanks", "then": {"points": 60}},
              {"id": "gone", "on": "absence", "after": "P30D", "campaign": "thanks", "then": {"points": 30}},
              {"id": "asked", "on": "survey", "campaign": "thanks", "then": {"points": 50, "benefits": [{"id": "hem", "for": "P7D"}]}}
            ],
            "earn": [
            """, StringComparison.Ordinal));
        return name;
    }

    /// <summary>A later version of the sample, with those journeys.</summary>
    public static string JourneysAs(string version) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Journeys))
        .Replace("\"version\": \"1\"", $"\"version\": \"{version}\"", StringComparison.Ordinal);

    private static string WriteJourneys(string name)
    {
        var journeys = """
            "contact": {"limit": {"count": 3, "per": "week"}},
            "journeys": [
              {"id": "hello", "on": "enrolment", "then": {"rewards": [{"id": "free-coffee", "for": "P60D"}], "message": {"template": "hello", "channels": ["email"]}}},
              {"id": "next", "on": "purchase", "then": {"offers": [{"id": "next-2x", "for": "P14D"}], "message": {"template": "thanks", "channels": ["email"]}}},
              {"id": "asked", "on": "survey", "then": {"points": 20}},
              {"id": "sorry", "on": "event:case.closed", "then": {"points": 30, "message": {"template": "sorry", "channels": ["email"]}}},
              {"id": "cake", "on": "birthday", "then": {"benefits": [{"id": "cake", "for": "P7D"}]}},
              {"id": "soon", "on": "expiring", "then": {"message": {"template": "soon", "channels": ["email"]}}},
              {"id": "miss", "on": "absence", "after": "P30D", "then": {"points": 5, "message": {"template": "miss", "channels": ["email"]}}},
              {"id": "may", "on": "season", "from": "2026-05-01", "until": "2026-05-31", "then": {"points": 7}}
            ],
            "earn": [{"id": "next-2x", "on": "purchase", "personal": true, "points": {"multiply": "2"}},
            """;
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Sample().Replace("\"earn\": [", journeys, StringComparison.Ordinal));
        return name;
    }

    private static string Write(string name, string pending, string expiry = "P12M", int stock = 2, string rules = "")
    {
        var changed = Sample()
            .Replace("\"P0D\"", $"\"{pending}\"", StringComparison.Ordinal)
            .Replace("\"after\": \"P12M\"", $"\"after\": \"{expiry}\"", StringComparison.Ordinal)
            .Replace("\"rewards\": [", "\"rewards\": [" + $$"""{"id": "mug", "name": "Mug", "points": 100, "stock": {{stock}}},{"id": "tasting", "points": 80, "stores": ["S1"]},""", StringComparison.Ordinal)
            .Replace("\"earn\": [", (rules.Length == 0 ? "" : Campaigns) + "\"earn\": [" + Friend + rules, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), Serve(changed));
        return name;
    }
}
