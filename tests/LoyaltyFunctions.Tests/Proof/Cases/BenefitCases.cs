namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Services that are used, and given back.</summary>
internal static class BenefitCases
{
    private const string Ada = "600001";
    private const string Bob = "600002";

    public static IReadOnlyList<UseCase> All { get; } =
    [
        .. ((UseCase[])
        [
            new("benefit that is used", stage => stage.Enrol(Ada), stage => Use(stage, "use")),
            new("benefit that is used up", Used, stage => Use(stage, "third")),
            new("benefit that is given back", Used, stage => Return(stage, Ada)),
            new("benefit that is given back after a merge", stage =>
            {
                Used(stage);
                stage.Enrol(Bob);
                stage.Post($"members/{stage.Members[Bob]}/merge", "m1", Json.Merge(stage.Members[Ada]));
            }, stage => Return(stage, Bob)),
        ]).Select(useCase => useCase with { Programme = Programmes.Served }),
    ];

    public static HttpAnswer Use(Stage stage, string key, string body = "") => stage.Post($"members/{stage.Members[Ada]}/benefits/hem/uses", key, body);

    public static HttpAnswer Return(Stage stage, string card, string key = "back") =>
        stage.Post($"members/{stage.Members[card]}/benefits/uses/{stage.Redemption}/cancel", key, "");

    public static void Used(Stage stage)
    {
        stage.Enrol(Ada);
        Use(stage, "first");
        stage.Redemption = Use(stage, "second").Text("useId");
    }
}
