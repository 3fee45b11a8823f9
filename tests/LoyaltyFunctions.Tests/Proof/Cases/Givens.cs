namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>What is so before a use case, and what several of them do.</summary>
internal static class Givens
{
    public const string Ada = "600001";
    public const string Bob = "600002";
    public const string Eve = "600003";

    public static UseCase Due(string name, Action<Stage> given, TimeSpan later) => new(name, stage =>
    {
        given(stage);
        stage.Pass(later);
    }, stage =>
    {
        stage.Run(process => process.StartRuns());
        stage.WorkQueues();
    });

    public static void Nothing(Stage stage)
    {
    }

    public static void Enrolled(Stage stage) => stage.Enrol(Ada);

    public static void Bought(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Enrol(Bob);
        Buy(stage, Ada, "r1");
    }

    public static void Sold(Stage stage)
    {
        stage.Enrol(Ada);
        Sell(stage, "w1", "r1", Ada);
    }

    public static void Buy(Stage stage, string card, string receipt) =>
        stage.Post($"members/{stage.Members[card]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"));

    public static void Sell(Stage stage, string id, string receipt, string card) =>
        Deliver(stage, id, "purchase.completed", Json.OfMember(card, Json.Sale(receipt, "120.00")));

    public static void Deliver(Stage stage, string id, string type, string data)
    {
        stage.Event(id, type, data);
        stage.WorkQueues();
    }

    public static void Sweep(Stage stage)
    {
        stage.Run(process => process.Sweep());
        stage.WorkQueues();
    }

    public static string Letter(Stage stage) => new Books(stage.World).Rows(Storage.Names.Tables.DeadLetters).Single().RowKey;

    public static void Brought(Stage stage)
    {
        Enrolled(stage);
        Bring(stage);
    }

    public static void Bring(Stage stage) => stage.Members[Bob] = stage.Post("members", "friend", Json.Enrol(Bob, Ada)).Text("memberId");

    public static void Reserve(Stage stage) =>
        stage.Redemption = stage.Post($"members/{stage.Members[Ada]}/redemptions", "res", Json.Redeem(150)).Text("redemptionId");

    public static void Reserved(Stage stage)
    {
        Bought(stage);
        Reserve(stage);
    }
}
