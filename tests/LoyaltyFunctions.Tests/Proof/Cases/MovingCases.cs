using static LoyaltyFunctions.Tests.Proof.Cases.Givens;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Points that go from one member to another.</summary>
internal static class MovingCases
{
    public static IEnumerable<UseCase> All() => [.. Transfers(), .. Merges(), .. Referrals()];

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

    private static void Merge(Stage stage) => stage.Post($"members/{stage.Members[Ada]}/merge", "m1", Json.Merge(stage.Members[Bob]));

    private static void Transfer(Stage stage, long points) =>
        stage.Post("transfers", "t1", Json.Transfer(stage.Members[Ada], stage.Members[Bob], points));
}
