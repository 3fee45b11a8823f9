namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Offers that members activate, and use.</summary>
internal static class ActivationCases
{
    private const string Ada = "600001";
    private const string Bob = "600002";

    public static IReadOnlyList<UseCase> All { get; } =
    [
        .. ((UseCase[])
        [
            new("offer that is activated", stage => stage.Enrol(Ada), stage => Activate(stage, Ada, "clip")),
            new("offer that is activated again", Activated, stage => Activate(stage, Ada, "clip again")),
            new("offer that was activated, used by a purchase", Activated, stage => Givens.Buy(stage, Ada, "r1")),
            new("offer that was activated and used, and the purchase given back", stage =>
            {
                Activated(stage);
                Givens.Buy(stage, Ada, "r1");
            }, stage => stage.Post("voids", "v1", Json.Void("r1"))),
            new("merge of two members who activated an offer", Both, stage => stage.Post($"members/{stage.Members[Bob]}/merge", "m1", Json.Merge(stage.Members[Ada]))),
        ]).Select(useCase => useCase with { Programme = Programmes.Clips }),
    ];

    public static HttpAnswer Activate(Stage stage, string card, string key, string offer = "clip") =>
        stage.Post($"members/{stage.Members[card]}/offers/{offer}/activations", key, "");

    public static void Activated(Stage stage)
    {
        stage.Enrol(Ada);
        Activate(stage, Ada, "clip");
    }

    public static void Both(Stage stage)
    {
        Activated(stage);
        stage.Enrol(Bob);
        Activate(stage, Bob, "bob's clip");
    }
}
