using System.Security.Cryptography;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Codes that a till accepts without a call, from the reservation to the receipt.</summary>
internal static class CodeCases
{
    private const string Ada = "600001";

    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?> { ["Codes:Keys:0"] = NewKey() };

    public static IReadOnlyList<UseCase> All { get; } =
    [
        .. ((UseCase[])
        [
            new("code for points", Bought, stage =>
            {
                Issue(stage);
                // A signature is another each time it is made.
                stage.Answers.Clear();
            }),
            new("code that a till has accepted", Issued, stage => Settle(stage, "r7")),
            new("code that comes from a second receipt", stage =>
            {
                Issued(stage);
                Settle(stage, "r7");
            }, stage => Settle(stage, "r8")),
            new("code that comes from a store where it is not good", stage =>
            {
                Bought(stage);
                stage.Redemption = stage.Post($"members/{stage.Members[Ada]}/codes", "code", Json.Reward("tasting")).Text("code");
            }, stage => Settle(stage, stage.Redemption, "r7", "s2")) { Programme = Programmes.InStores },
            Givens.Due("code that no till tells of", Issued, TimeSpan.FromDays(8)),
        ]).Select(useCase => useCase with { Settings = Settings }),
    ];

    public static void Bought(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Post($"members/{stage.Members[Ada]}/purchases", "buy", Json.Sale("r1", "120.00"));
    }

    public static HttpAnswer Issue(Stage stage)
    {
        var answer = stage.Post($"members/{stage.Members[Ada]}/codes", "code", Json.Redeem(100));
        stage.Redemption = answer.Text("code");
        return answer;
    }

    public static HttpAnswer Settle(Stage stage, string receipt) => Settle(stage, stage.Redemption, receipt);

    public static HttpAnswer Settle(Stage stage, string code, string receipt, string store = "s1") =>
        stage.Post("codes/redemptions", "used " + receipt, $$"""{"code":"{{code}}","storeId":"{{store}}","receiptId":"{{receipt}}"}""");

    private static void Issued(Stage stage)
    {
        Bought(stage);
        Issue(stage);
    }

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }
}
