using static LoyaltyFunctions.Tests.Proof.Cases.Givens;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>What timers and queues do by themselves.</summary>
internal static class BackgroundCases
{
    public static IEnumerable<UseCase> All() => [.. Clockwork(), .. Leftovers(), .. Proofs()];

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
        new("compaction", TwoDays, Compact),
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
        new("report on a campaign", stage =>
        {
            stage.Enrol(Ada);
            stage.Webhook("w1", Json.Event("checkin", stage.Now, Json.CheckIn(Ada)));
            stage.WorkQueues();
            Buy(stage, Ada, "r1");
        }, stage =>
        {
            stage.ReportCampaign("spring", "report", """{"from":"2026-03-01","to":"2026-03-31"}""");
            stage.WorkQueues();
        }) { Programme = Programmes.Budgeted },
        new("simulation of budgets and visits", stage =>
        {
            stage.Enrol(Ada);
            stage.Webhook("w1", Json.Event("checkin", stage.Now, Json.CheckIn(Ada)));
            stage.WorkQueues();
            Buy(stage, Ada, "r1");
            stage.Rest();
        }, stage =>
        {
            stage.Simulate("what if", Programmes.Twice("2"), "2026-03-01", "2026-03-31");
            stage.WorkQueues();
        }) { Programme = Programmes.Budgeted },
        new("reconciliation", Bought, stage =>
        {
            stage.Run(process => process.Reconcile());
            stage.WorkQueues();
        }),
    ];

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
        Compact(stage);
    }

    private static void Compact(Stage stage)
    {
        stage.Run(process => process.Compact());
        stage.WorkQueues();
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
}
