namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Redemptions that a safety rule holds back, and what lets them go on.</summary>
internal static class HoldCases
{
    private const string Ada = "600001";

    public static IReadOnlyList<UseCase> All { get; } =
    [
        .. ((UseCase[])
        [
            new("hold after an address changed", CodeCases.Bought, Move),
            new("hold of a redemption", Moved, stage => Redeem(stage, "r1")),
            new("hold that is lifted, and a redemption", Moved, stage =>
            {
                Lift(stage, "cooling-down");
                Redeem(stage, "r1");
            }),
            new("hold of a second redemption", stage =>
            {
                CodeCases.Bought(stage);
                Redeem(stage, "r1");
            }, stage => Redeem(stage, "r2")),
        ]).Select(useCase => useCase with { Programme = Programmes.Safe }),
    ];

    public static HttpAnswer Redeem(Stage stage, string key) => stage.Post($"members/{stage.Members[Ada]}/redemptions", key, Json.Redeem(100));

    public static HttpAnswer Lift(Stage stage, string hold) => stage.Post(
        $"members/{stage.Members[Ada]}/holds/lift", "lift " + hold, $$"""{"hold":"{{hold}}","reason":"called-back","approvedBy":"desk-7"}""");

    public static void Move(Stage stage) => stage.Change(Ada, "moved", """{"phone":"+4915177777"}""");

    private static void Moved(Stage stage)
    {
        CodeCases.Bought(stage);
        Move(stage);
    }
}
