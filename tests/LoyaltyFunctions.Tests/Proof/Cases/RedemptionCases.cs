using static LoyaltyFunctions.Tests.Proof.Cases.Givens;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Points that are spent, and rewards of which there are only so many.</summary>
internal static class RedemptionCases
{
    public static IEnumerable<UseCase> All() => [.. Redemptions(), .. Rewards()];

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
}
