namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A story in two parts: what is so, and what happens then. The second part is what faults strike.</summary>
internal sealed record UseCase(string Name, Action<Stage> Given, Action<Stage> When)
{
    public string Programme { get; init; } = "program.json";

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}

/// <summary>Every use case of the hub, as short as it can be told.</summary>
internal static class UseCases
{
    private const string Ada = "600001";
    private const string Bob = "600002";
    private const string Eve = "600003";

    // Before the list of all, which names it.
    public static readonly IReadOnlyDictionary<string, string?> Subscribers = new Dictionary<string, string?>
    {
        ["Subscribers:crm:Url"] = "https://crm.example.com/hooks",
        ["Subscribers:crm:Secrets:0"] = World.Secret,
        ["Subscribers:crm:Events"] = "loyalty.points.*, loyalty.member.erased, loyalty.member.merged",
    };

    private static readonly Dictionary<string, string?> Crm = new()
    {
        ["Partners:crm:Kind"] = "crm",
        ["Partners:crm:Format"] = "Dataverse",
        ["Partners:crm:Secrets:0"] = "secret",
        ["Partners:crm:ApiBase"] = "https://crm.example.com",
        ["Partners:crm:ApiToken"] = "token",
    };

    public static readonly IReadOnlyList<UseCase> All =
    [
        .. Enrolments(), .. Members(), .. Sales(), .. Programme(), .. Reversals(), .. Redemptions(), .. Transfers(), .. Merges(), .. Referrals(), .. Rewards(), .. Budgets(), .. Clockwork(),
        .. Leftovers(), .. Proofs(), .. Outgoing(), .. ErpUseCases.All, .. JourneyCases.All, .. CodeCases.All, .. HoldCases.All, .. BenefitCases.All, .. BoardCases.All,
    ];

    public static UseCase Named(string name) => All.Single(useCase => useCase.Name == name);

    private static IEnumerable<UseCase> Enrolments() =>
    [
        new("enrol by the API", Nothing, stage => stage.Enrol(Ada)),
        new("enrol by webhook", Nothing, stage => Deliver(stage, "e1", "member.enrolled", Json.Enrol(Ada))),
        new("enrol with an identity that is taken", stage => stage.Enrol(Ada), stage => stage.Post("members", "twin", Json.Enrol(Ada))),
        new("enrol by the API when a sale waits", stage => Sell(stage, "w1", "r1", Ada), stage =>
        {
            stage.Enrol(Ada);
            stage.WorkQueues();
        }),
        new("enrol by webhook when a sale waits", stage => Sell(stage, "w1", "r1", Ada), stage => Deliver(stage, "e1", "member.enrolled", Json.Enrol(Ada))),
    ];

    private static IEnumerable<UseCase> Members() =>
    [
        new("another phone", Enrolled, stage => stage.Change(Ada, "p1", """{"phone":"+4915177777"}""")),
        new("another phone in place of the first", stage =>
        {
            Enrolled(stage);
            stage.Change(Ada, "p1", """{"phone":"+4915177777"}""");
        }, stage => stage.Change(Ada, "p2", """{"phone":"+4915188888"}""")),
        new("another card", Enrolled, stage => stage.Post($"members/{stage.Members[Ada]}/identities", "i1", """{"type":"card","value":"600009"}""")),
        new("another card that a sale waits for", stage =>
        {
            Enrolled(stage);
            Sell(stage, "w1", "r1", "600009");
        }, stage =>
        {
            stage.Post($"members/{stage.Members[Ada]}/identities", "i1", """{"type":"card","value":"600009"}""");
            stage.WorkQueues();
        }),
        new("another phone by webhook", Enrolled, stage => Deliver(stage, "u1", "customer.updated", """{"customer":{"type":"card","value":"600001"},"phone":"+4915177777"}""")),
        new("erasure", Bought, stage => stage.Change(Ada, "gone", null)),
    ];

    private static IEnumerable<UseCase> Sales() =>
    [
        new("purchase by the API", Enrolled, stage => Buy(stage, Ada, "r1")),
        new("purchase by webhook", Enrolled, stage => Sell(stage, "w1", "r1", Ada)),
        new("purchase that waits for its member", Nothing, stage => Sell(stage, "w1", "r1", Ada)),
        new("purchase without a member", Nothing, stage => Deliver(stage, "w1", "purchase.completed", Json.Sale("r1", "9.00"))),
        new("purchase known from a webhook, by the API", Sold, stage => Buy(stage, Ada, "r1")),
        new("purchase known from the API, by webhook", Bought, stage => Sell(stage, "w2", "r1", Ada)),
        new("purchase of another member's receipt by the API", Bought, stage => Buy(stage, Bob, "r1")),
        new("purchase of another member's receipt by webhook", Bought, stage => Sell(stage, "w1", "r1", Bob)),
        new("purchase whose currency has no rate", Enrolled, stage => Deliver(stage, "w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "9.00").Replace("EUR", "USD", StringComparison.Ordinal)))),
        new("purchase in two tellings under one webhook id", Enrolled, stage =>
        {
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "240.00")));
            stage.WorkQueues();
        }),
        new("twins in one batch", Enrolled, stage =>
        {
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.Event("w2", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.World.Inbound.Send(stage.World.Inbound.Peek(1));
            stage.WorkQueues(batch: 10);
        }),
        new("purchase beside messages that nobody can read", Enrolled, stage =>
        {
            stage.World.Inbound.Send(["not json", "null", "{}"]);
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.WorkQueues(batch: 10);
        }),
        new("replay of a message that nobody can read", stage =>
        {
            stage.World.Inbound.Send(["not json"]);
            stage.WorkQueues();
        }, stage =>
        {
            stage.Post($"deadletters/{Letter(stage)}/replay", "again", "");
            stage.WorkQueues();
        }),
        new("visit", Enrolled, stage => Deliver(stage, "v1", "checkin", Json.CheckIn(Ada))),
        new("second visit of the day", stage =>
        {
            Enrolled(stage);
            Deliver(stage, "v1", "checkin", Json.CheckIn(Ada));
        }, stage => Deliver(stage, "v2", "checkin", Json.CheckIn(Ada))),
    ];

    private static IEnumerable<UseCase> Programme() =>
    [
        new("a version of the programme, and a sale under it", Enrolled, stage =>
        {
            stage.Publish("p1", Programmes.Twice("2"));
            Buy(stage, Ada, "r1");
        }),
    ];

    private static IEnumerable<UseCase> Reversals() =>
    [
        new("refund by the API", Bought, stage => stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"))),
        new("refund by webhook", Bought, stage => Deliver(stage, "f1", "purchase.refunded", Json.Refund("r1", "f1", "30.00"))),
        new("refund known before", stage =>
        {
            Bought(stage);
            Deliver(stage, "f1", "purchase.refunded", Json.Refund("r1", "f1", "30.00"));
        }, stage => stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"))),
        new("void by the API", Bought, stage => stage.Post("voids", "v1", Json.Void("r1"))),
        new("void by webhook", Bought, stage => Deliver(stage, "v1", "purchase.voided", Json.Void("r1"))),
        new("refund before its purchase, both by the API", Enrolled, stage =>
        {
            stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"));
            Buy(stage, Ada, "r1");
            stage.WorkQueues();
        }),
        new("refund before its purchase, too large for a queue", Enrolled, stage =>
        {
            var remark = new string('x', 300_000);
            stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00").Insert(1, $"\"remark\":\"{remark}\","));
            Buy(stage, Ada, "r1");
            stage.WorkQueues();
        }),
        new("void before its purchase, both by webhook", Enrolled, stage =>
        {
            Deliver(stage, "v1", "purchase.voided", Json.Void("r1"));
            Sell(stage, "w1", "r1", Ada);
        }),
        new("void before its purchase before its member", Nothing, stage =>
        {
            Deliver(stage, "v1", "purchase.voided", Json.Void("r1"));
            Sell(stage, "w1", "r1", Ada);
            stage.Enrol(Ada);
            stage.WorkQueues();
        }),
    ];

    private static IEnumerable<UseCase> Redemptions() =>
    [
        new("reserve", Bought, stage => Reserve(stage)),
        new("reserve more than there is", Bought, stage => stage.Post($"members/{stage.Members[Ada]}/redemptions", "much", Json.Redeem(5_000))),
        new("redeem at once", Bought, stage => stage.Post($"members/{stage.Members[Ada]}/redemptions", "now", Json.Redeem(100, capture: true))),
        new("capture", Reserved, stage => stage.Post($"redemptions/{stage.Redemption}/capture", "cap", """{"points":100}""")),
        new("cancel", Reserved, stage => stage.Post($"redemptions/{stage.Redemption}/cancel", "can", "")),
        new("capture too late", stage =>
        {
            Reserved(stage);
            stage.Pass(TimeSpan.FromMinutes(20));
        }, stage => stage.Post($"redemptions/{stage.Redemption}/capture", "cap", "")),
        new("adjust", Bought, stage => stage.Post($"members/{stage.Members[Ada]}/adjustments", "a1", Json.Adjust(-25))),
    ];

    private static IEnumerable<UseCase> Transfers() =>
    [
        new("transfer", Bought, stage => Transfer(stage, 120)),
        new("transfer of more than there is", Bought, stage => Transfer(stage, 1_000)),
        new("transfer to a member who is erased before it arrives", GivenToNobody, stage =>
        {
            Sweep(stage);
            Transfer(stage, 120);
        }),
        new("transfer to a member who has been erased", stage =>
        {
            Bought(stage);
            stage.Change(Bob, "gone", null);
        }, stage => Transfer(stage, 120)),
    ];

    private static IEnumerable<UseCase> Merges() =>
    [
        new("merge", Pair, Merge),
        new("merge of a member who has a reservation", stage =>
        {
            Pair(stage);
            stage.Post($"members/{stage.Members[Bob]}/redemptions", "res", Json.Redeem(150));
        }, Merge),
        new("merge whose halves a crash has parted", HalfMerged, stage =>
        {
            Sweep(stage);
            Merge(stage);
        }),
        new("merge into a member who is erased before it is done", stage =>
        {
            HalfMerged(stage);
            stage.Change(Ada, "gone", null);
        }, stage =>
        {
            Sweep(stage);
            stage.Post("members", "again", Json.Enrol(Bob));
        }),
        new("merge of a member who has received another", stage =>
        {
            Pair(stage);
            stage.Enrol(Eve);
            stage.Post($"members/{stage.Members[Bob]}/merge", "first", Json.Merge(stage.Members[Eve]));
        }, Merge),
        new("sale after a merge", Merged, stage => Sell(stage, "w8", "r8", Bob)),
        new("sale after a merge that the sweeper has not ended", HalfMerged, stage => Sell(stage, "w8", "r8", Bob)),
        new("visit after a merge that the sweeper has not ended", HalfMerged, stage => Deliver(stage, "v8", "checkin", Json.CheckIn(Bob))),
        new("another phone after a merge", Merged, stage => Deliver(stage, "u8", "customer.updated", """{"customer":{"type":"card","value":"600002"},"phone":"+4915177777"}""")),
        new("sale known before a merge, by webhook", Merged, stage => Sell(stage, "w8", "r2", Bob)),
        new("refund after a merge", Merged, stage =>
        {
            stage.Post("refunds", "f1", Json.Refund("r2", "f1", "30.00"));
            Deliver(stage, "f2", "purchase.refunded", Json.Refund("r2", "f2", "30.00"));
        }),
        new("void after a merge and a refund before it", stage =>
        {
            Pair(stage);
            stage.Post("refunds", "f1", Json.Refund("r2", "f1", "30.00"));
            Merge(stage);
        }, stage => Deliver(stage, "v1", "purchase.voided", Json.Void("r2"))),
        new("transfer to a member who was merged", Merged, stage =>
        {
            stage.Enrol(Eve);
            stage.Post("transfers", "t1", Json.Transfer(stage.Members[Eve], stage.Members[Bob], 60));
        }),
        new("transfer that finds its receiver merged on the way", stage =>
        {
            GivenOnly(stage);
            stage.Enrol(Eve);
            stage.Post($"members/{stage.Members[Eve]}/merge", "m1", Json.Merge(stage.Members[Bob]));
            stage.Pass(TimeSpan.FromMinutes(7));
        }, stage =>
        {
            Sweep(stage);
            Transfer(stage, 120);
        }),
    ];

    private static IEnumerable<UseCase> Referrals() =>
    [
        new("enrolment of a friend", Enrolled, stage => Bring(stage)) { Programme = Programmes.Referral },
        new("first purchase of a friend by the API", Brought, stage => Buy(stage, Bob, "r1")) { Programme = Programmes.Referral },
        new("first purchase of a friend by webhook", Brought, stage => Sell(stage, "w1", "r1", Bob)) { Programme = Programmes.Referral },
        new("second purchase of a friend", stage =>
        {
            Brought(stage);
            Buy(stage, Bob, "r1");
        }, stage => Buy(stage, Bob, "r2")) { Programme = Programmes.Referral },
        new("first purchase of a friend whose referrer has left", stage =>
        {
            Brought(stage);
            stage.Change(Ada, "gone", null);
        }, stage => Buy(stage, Bob, "r1")) { Programme = Programmes.Referral },
    ];

    private static IEnumerable<UseCase> Rewards() => ((UseCase[])
    [
        new("reward with a stock at once", Three, stage => Take(stage, Ada, capture: true)),
        new("reward with a stock reserved and cancelled", stage =>
        {
            Three(stage);
            Take(stage, Ada);
        }, stage => stage.Post($"redemptions/{stage.Redemption}/cancel", "can", "")),
        new("reward with a stock reserved and captured", stage =>
        {
            Three(stage);
            Take(stage, Ada);
        }, stage => stage.Post($"redemptions/{stage.Redemption}/capture", "cap", "")),
        Due("lapse of a reward with a stock", stage =>
        {
            Three(stage);
            Take(stage, Ada);
        }, TimeSpan.FromMinutes(16)),
        new("reward that is sold out", stage =>
        {
            Three(stage);
            Take(stage, Ada);
            Take(stage, Bob);
        }, stage => Take(stage, Eve)),
        new("reward that lapsed and another takes", stage =>
        {
            Three(stage);
            Take(stage, Ada);
            Take(stage, Bob);
            stage.Pass(TimeSpan.FromMinutes(16));
        }, stage =>
        {
            stage.Run(process => process.StartRuns());
            stage.WorkQueues();
            Take(stage, Eve);
        }),
        new("reward with a stock for too few points", stage =>
        {
            Three(stage);
            stage.Post($"members/{stage.Members[Ada]}/redemptions", "all", Json.Redeem(100, capture: true));
        }, stage => Take(stage, Ada)),
        new("reward of a member who is erased", stage =>
        {
            Three(stage);
            Take(stage, Ada);
        }, stage => stage.Change(Ada, "gone", null)),
        new("sweep of a reward that was taken for nothing", stage =>
        {
            Three(stage);
            stage.Harm(request => request.Name.StartsWith("Accounts: PUT account", StringComparison.Ordinal) ? Testing.Tables.Faults.Fault.Stop : null);
            Assert.Null(stage.Process.Post($"members/{stage.Members[Ada]}/redemptions", "take 600001", Json.Reward("mug")));
            stage.Restart();
            stage.Pass(TimeSpan.FromMinutes(7));
        }, stage =>
        {
            Sweep(stage);
            stage.Post($"members/{stage.Members[Ada]}/redemptions", "take 600001", Json.Reward("mug"));
            Take(stage, Bob);
            Take(stage, Eve);
        }),
    ]).Select(useCase => useCase with { Programme = Programmes.Limited });

    private static IEnumerable<UseCase> Budgets() => ((UseCase[])
    [
        new("purchase by the API within a budget", Enrolled, stage => Buy(stage, Ada, "r1")),
        new("purchase by webhook within a budget", Enrolled, stage => Sell(stage, "w1", "r1", Ada)),
        new("purchase that a budget ends with", Spent, stage => Sell(stage, "w3", "r3", Ada)),
        new("purchase after a budget has ended", stage =>
        {
            Spent(stage);
            Buy(stage, Ada, "r3");
        }, stage => Buy(stage, Ada, "r4")),
        new("refund that gives back to a budget, and a purchase that takes it", stage =>
        {
            Spent(stage);
            Buy(stage, Ada, "r3");
        }, stage =>
        {
            Deliver(stage, "f1", "purchase.refunded", Json.Refund("r1", "f1", "30.00"));
            Buy(stage, Ada, "r4");
        }),
        new("enrolment within a budget by the API", Nothing, stage => stage.Enrol(Ada)),
        new("enrolment within a budget by webhook", Nothing, stage => Deliver(stage, "e1", "member.enrolled", Json.Enrol(Ada))),
        new("visit within a budget", Enrolled, stage => Deliver(stage, "v1", "checkin", Json.CheckIn(Ada))),
        new("first purchase of a friend within budgets", Brought, stage => Buy(stage, Bob, "r1")),
        new("sweep of points that were taken for nothing", stage =>
        {
            stage.Enrol(Ada);
            stage.Harm(request => request.Name.StartsWith("Accounts: PUT account", StringComparison.Ordinal) ? Testing.Tables.Faults.Fault.Stop : null);
            Assert.Null(stage.Process.Post($"members/{stage.Members[Ada]}/purchases", "buy lost", Json.Sale("lost", "120.00")));
            stage.Restart();
            stage.Pass(TimeSpan.FromMinutes(7));
        }, stage =>
        {
            Sweep(stage);
            Buy(stage, Ada, "r1");
            Buy(stage, Ada, "r2");
        }),
    ]).Select(useCase => useCase with { Programme = Programmes.Budgeted });

    private static IEnumerable<UseCase> Clockwork() =>
    [
        Due("expiry", Bought, TimeSpan.FromDays(400)),
        new("points that are about to expire", stage =>
        {
            Bought(stage);
            stage.Pass(TimeSpan.FromDays(375));
        }, stage =>
        {
            stage.Run(process => process.TellExpiring());
            stage.WorkQueues();
        }),
        Due("lapse", Reserved, TimeSpan.FromMinutes(16)),
        Due("tier review", stage =>
        {
            Enrolled(stage);
            stage.Post($"members/{stage.Members[Ada]}/purchases", "rich", Json.Sale("r1", "900.00"));
        }, TimeSpan.FromDays(800)),
        Due("release", Bought, TimeSpan.FromDays(15)) with { Programme = Programmes.Pending },
        new UseCase("more due than one transaction takes", ManyPending, stage => Buy(stage, Ada, "last")) { Programme = Programmes.LongPending },
        Due("release of more than one transaction takes", ManyPending, TimeSpan.Zero) with { Programme = Programmes.LongPending },
    ];

    private static IEnumerable<UseCase> Leftovers() =>
    [
        new("sweep of a delivery that the queue lost", stage =>
        {
            Enrolled(stage);
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.World.Inbound.Complete(stage.World.Inbound.Peek(1));
            stage.Pass(TimeSpan.FromMinutes(7));
        }, Sweep),
        new("sweep of a commit that nobody published", stage =>
        {
            Enrolled(stage);
            stage.Harm(request => request.Name.StartsWith("blob archive: Append", StringComparison.Ordinal) ? Testing.Tables.Faults.Fault.Stop : null);
            Buy(stage, Ada, "r1");
            stage.Restart();
            stage.Pass(TimeSpan.FromMinutes(7));
        }, Sweep),
        new("a sale that has waited for thirty days", stage =>
        {
            Sell(stage, "w1", "r1", Ada);
            stage.Pass(TimeSpan.FromDays(31));
        }, stage => stage.Run(process => process.RetryParked())),
        new("a sale whose release was lost", stage =>
        {
            Sell(stage, "w1", "r1", Ada);
            stage.Enrol(Ada);
            stage.World.Inbound.Complete(stage.World.Inbound.Peek(1));
        }, stage =>
        {
            stage.Run(process => process.RetryParked());
            stage.WorkQueues();
        }),
        new("replay of a twin with another body", stage =>
        {
            stage.Enrol(Ada);
            Sell(stage, "w1", "r1", Ada);
            Sell(stage, "w1", "r2", Ada);
        }, stage =>
        {
            stage.Post($"deadletters/{Letter(stage)}/replay", "again", "");
            stage.WorkQueues();
        }),
        new("replay of a dead letter", stage =>
        {
            Sell(stage, "w1", "r1", Ada);
            stage.Pass(TimeSpan.FromDays(31));
            stage.Run(process => process.RetryParked());
            stage.Enrol(Ada);
        }, stage =>
        {
            stage.Post($"deadletters/{Letter(stage)}/replay", "again", "");
            stage.WorkQueues();
        }),
    ];

    private static IEnumerable<UseCase> Proofs() =>
    [
        new("compaction", TwoDays, stage => stage.Run(process => process.Compact())),
        new("verification", Compacted, stage => stage.Verify()),
        new("rebuild", Compacted, stage =>
        {
            stage.Rebuild("again", "Copy");
            stage.WorkQueues();
        }),
        new("rebuild that was left behind", stage =>
        {
            Compacted(stage);
            stage.Rebuild("first", "Copy");
            stage.World.Shards.Complete(stage.World.Shards.Peek(1));
        }, stage =>
        {
            stage.Rebuild("second", "Copy");
            stage.WorkQueues();
        }),
        new("simulation of a programme", TwoDays, stage =>
        {
            stage.Simulate("what if", Programmes.Twice("2"), "2026-03-01", "2026-03-31");
            stage.WorkQueues();
        }),
        new("reconciliation", Bought, stage =>
        {
            stage.Run(process => process.Reconcile());
            stage.WorkQueues();
        }),
    ];

    private static IEnumerable<UseCase> Outgoing() =>
    [
        new("purchase that a subscriber is told of", Bought, stage => Buy(stage, Ada, "r2")) { Settings = Subscribers },
        new("purchase by webhook that a subscriber is told of", Sold, stage => Sell(stage, "w2", "r2", Ada)) { Settings = Subscribers },
        new("erasure that a subscriber is told of", Bought, stage => stage.Change(Ada, "gone", null)) { Settings = Subscribers },
        new("purchase that a CRM is told of", Bought, stage => Buy(stage, Ada, "r2")) { Settings = Crm },
        new("erasure that a CRM is told of", stage =>
        {
            Bought(stage);
            stage.Rest();
        }, stage => stage.Change(Ada, "gone", null)) { Settings = Crm },
        new("another attempt", Untold, stage => stage.Run(process => process.DeliverOutbound())) { Settings = Subscribers },
        new("replay of what was not delivered", stage =>
        {
            Untold(stage);
            stage.World.Receiver.Answer = _ => new HttpResponseMessage(System.Net.HttpStatusCode.Gone);
            stage.Run(process => process.DeliverOutbound());
            stage.Rest();
            stage.World.Receiver.Answer = _ => null;
        }, stage => stage.Post($"deadletters/{Letter(stage)}/replay", "again", "")) { Settings = Subscribers },
    ];

    /// <summary>A sale that the subscriber did not take at once, and is to be told again.</summary>
    private static void Untold(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Rest();
        stage.World.Receiver.Answer = _ => new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError);
        Buy(stage, Ada, "r1");
        stage.Rest();
        stage.World.Receiver.Answer = _ => null;
        stage.Pass(TimeSpan.FromSeconds(10));
    }

    internal static UseCase Due(string name, Action<Stage> given, TimeSpan later) => new(name, stage =>
    {
        given(stage);
        stage.Pass(later);
    }, stage =>
    {
        stage.Run(process => process.StartRuns());
        stage.WorkQueues();
    });

    private static void Nothing(Stage stage)
    {
    }

    private static void Enrolled(Stage stage) => stage.Enrol(Ada);

    private static void Bought(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Enrol(Bob);
        Buy(stage, Ada, "r1");
    }

    /// <summary>Two days that are over, and one that is not.</summary>
    private static void TwoDays(Stage stage)
    {
        Bought(stage);
        stage.Pass(TimeSpan.FromDays(1));
        stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"));
        stage.Pass(TimeSpan.FromDays(1));
        Buy(stage, Bob, "r2");
    }

    private static void Compacted(Stage stage)
    {
        TwoDays(stage);
        stage.Run(process => process.Compact());
    }

    private static void Sold(Stage stage)
    {
        stage.Enrol(Ada);
        Sell(stage, "w1", "r1", Ada);
    }

    private static void Reserved(Stage stage)
    {
        Bought(stage);
        Reserve(stage);
    }

    private static void ManyPending(Stage stage)
    {
        stage.Enrol(Ada);
        for (var day = 0; day < 95; day++)
        {
            Buy(stage, Ada, $"early-{day}");
            stage.Pass(TimeSpan.FromDays(1));
        }

        stage.Pass(TimeSpan.FromDays(200));
    }

    /// <summary>Taken from the giver and not brought; then the receiver goes, and the sweeper's time comes.</summary>
    private static void GivenToNobody(Stage stage)
    {
        GivenOnly(stage);
        stage.Change(Bob, "gone", null);
        stage.Pass(TimeSpan.FromMinutes(7));
    }

    private static void GivenOnly(Stage stage)
    {
        Bought(stage);
        DieAtSecondCommit(stage, "transfers", "t1", Json.Transfer(stage.Members[Ada], stage.Members[Bob], 120));
    }

    private static void DieAtSecondCommit(Stage stage, string path, string key, string body)
    {
        var commits = 0;
        stage.Harm(request => request.Name.StartsWith("Accounts: PUT account", StringComparison.Ordinal) && ++commits == 2 ? Testing.Tables.Faults.Fault.Stop : null);
        Assert.Null(stage.Process.Post(path, key, body));
        stage.Restart();
    }

    /// <summary>Two members who both have bought.</summary>
    private static void Pair(Stage stage)
    {
        Bought(stage);
        Buy(stage, Bob, "r2");
    }

    private static void Merged(Stage stage)
    {
        Pair(stage);
        Merge(stage);
    }

    /// <summary>The account that goes is closed and what it held is on its way, when the process dies; the sweeper's time comes.</summary>
    private static void HalfMerged(Stage stage)
    {
        Pair(stage);
        DieAtSecondCommit(stage, $"members/{stage.Members[Ada]}/merge", "m1", Json.Merge(stage.Members[Bob]));
        stage.Pass(TimeSpan.FromMinutes(7));
    }

    private static void Merge(Stage stage) => stage.Post($"members/{stage.Members[Ada]}/merge", "m1", Json.Merge(stage.Members[Bob]));

    private static void Transfer(Stage stage, long points) =>
        stage.Post("transfers", "t1", Json.Transfer(stage.Members[Ada], stage.Members[Bob], points));

    private static void Bring(Stage stage) => stage.Members[Bob] = stage.Post("members", "friend", Json.Enrol(Bob, Ada)).Text("memberId");

    private static void Brought(Stage stage)
    {
        Enrolled(stage);
        Bring(stage);
    }

    /// <summary>Two grants of a budget that has room for two and a part.</summary>
    private static void Spent(Stage stage)
    {
        stage.Enrol(Ada);
        Buy(stage, Ada, "r1");
        Buy(stage, Ada, "r2");
    }

    private static void Three(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Enrol(Bob);
        stage.Enrol(Eve);
    }

    /// <summary>A mug, of which there are two.</summary>
    private static void Take(Stage stage, string card, bool capture = false)
    {
        var answer = stage.Post($"members/{stage.Members[card]}/redemptions", "take " + card, Json.Reward("mug", capture));
        stage.Redemption = answer.Status == 201 ? answer.Text("redemptionId") : stage.Redemption;
    }

    private static void Reserve(Stage stage) =>
        stage.Redemption = stage.Post($"members/{stage.Members[Ada]}/redemptions", "res", Json.Redeem(150)).Text("redemptionId");

    private static void Buy(Stage stage, string card, string receipt) =>
        stage.Post($"members/{stage.Members[card]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"));

    private static void Sell(Stage stage, string id, string receipt, string card) =>
        Deliver(stage, id, "purchase.completed", Json.OfMember(card, Json.Sale(receipt, "120.00")));

    internal static void Deliver(Stage stage, string id, string type, string data)
    {
        stage.Event(id, type, data);
        stage.WorkQueues();
    }

    private static void Sweep(Stage stage)
    {
        stage.Run(process => process.Sweep());
        stage.WorkQueues();
    }

    private static string Letter(Stage stage) => new Books(stage.World).Rows(Storage.Names.Tables.DeadLetters).Single().RowKey;
}
