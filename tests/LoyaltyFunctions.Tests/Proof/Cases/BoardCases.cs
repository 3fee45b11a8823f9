namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Leader boards of stores: who joins, what counts, and who leaves.</summary>
internal static class BoardCases
{
    private const string Ada = "600001";
    private const string Bob = "600002";

    public static IReadOnlyList<UseCase> All { get; } =
    [
        .. ((UseCase[])
        [
            new("leader board that somebody joins", stage => stage.Enrol(Ada), stage => Join(stage, Ada, "Latte Lion")),
            new("leader board that a purchase counts for", stage => Joined(stage, Ada, "Latte Lion"), stage => Buy(stage, Ada, "r1")),
            new("leader board that a refund takes from", Bought, stage => stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"))),
            new("leader board that somebody leaves", Bought, stage => stage.Change(Ada, "leave", """{"pseudonym":null}""")),
            new("leader board without one who is erased", Bought, stage => stage.Change(Ada, "gone", null)),
            new("leader board of two who become one", stage =>
            {
                Bought(stage);
                Joined(stage, Bob, "Mocha Mouse");
                Buy(stage, Bob, "r2");
            }, stage => stage.Post($"members/{stage.Members[Bob]}/merge", "m1", Json.Merge(stage.Members[Ada]))),
        ]).Select(useCase => useCase with { Programme = Programmes.Play }),
    ];

    public static void Bought(Stage stage)
    {
        Joined(stage, Ada, "Latte Lion");
        Buy(stage, Ada, "r1");
    }

    public static void Joined(Stage stage, string card, string name)
    {
        stage.Enrol(card);
        Join(stage, card, name);
    }

    public static HttpAnswer Join(Stage stage, string card, string name) => stage.Change(card, "join " + name, $$"""{"pseudonym":"{{name}}"}""");

    public static void Buy(Stage stage, string card, string receipt, string total = "120.00") =>
        stage.Post($"members/{stage.Members[card]}/purchases", "buy " + receipt, Json.Sale(receipt, total));
}
