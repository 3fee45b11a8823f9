using static LoyaltyFunctions.Tests.Proof.Cases.Givens;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>What other systems are told.</summary>
internal static class OutgoingCases
{
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

    public static IEnumerable<UseCase> All() =>
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
}
