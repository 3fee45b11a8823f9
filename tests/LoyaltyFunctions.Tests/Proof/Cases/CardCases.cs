using static LoyaltyFunctions.Tests.Proof.Cases.ErpCases;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Payments by a card that a member has linked, told by an ERP.</summary>
internal static class CardCases
{
    public const string Fingerprint = "Xt5EWLLDS7FJjR1c";

    /// <summary>Two points for each euro that a linked card pays, a thank-you once, and 1,000 points for all members together.</summary>
    public static readonly string Offers = Write("proof-cards.json", """
        {"id": "cafe", "on": "card-payment", "when": {"minTotal": "10.00"}, "points": {"amount": 2, "per": "1.00"}, "budget": {"points": 1000}},
        {"id": "thanks", "on": "card-payment", "points": {"fixed": 30}, "limit": {"count": 1, "per": "ever"}},
        {"id": "clip", "on": "card-payment", "personal": true, "activate": {"for": "P30D"}, "points": {"fixed": 7}},
        """);

    public static readonly IReadOnlyList<UseCase> All =
    [
        Of("payment by a linked card", Linked, stage => Paid(stage, "p1", "CR-1", "120.00")),
        Of("payment by a linked card, posted twice", Linked, stage =>
        {
            Paid(stage, "p1", "CR-1", "120.00");
            Paid(stage, "p2", "CR-1", "120.00");
        }),
        Of("payment by a linked card that is given back", stage =>
        {
            Linked(stage);
            Paid(stage, "p1", "CR-1", "120.00");
        }, stage => Back(stage, "p2", "CR-2", "CR-1", "-40.00")),
        Of("payment by a linked card that was given back before it came", stage =>
        {
            Linked(stage);
            Back(stage, "p2", "CR-2", "CR-1", "-40.00");
        }, stage => Paid(stage, "p1", "CR-1", "120.00")),
        Of("payment by a linked card that was unlinked, posted again when another has linked it", stage =>
        {
            Linked(stage);
            Paid(stage, "p1", "CR-1", "120.00");
            Unlink(stage);
            stage.Enrol(Bob);
            Attach(stage, Bob, "payment-card", Fingerprint);
        }, stage => Paid(stage, "p2", "CR-1", "120.00")),
        Of("payment by a linked card that settles a claim too", stage =>
        {
            Linked(stage);
            stage.Post("claims", "c1", Claim(stage, "\"invoiceId\":\"INV-1\""));
        }, stage => Pay(stage, "p1", CashReceipt("CR-1", numbers: $"\"invoiceId\":\"INV-1\",\"fingerprint\":\"{Fingerprint}\","))),
        Of("file of payments by a linked card", Linked, stage => Drop(
            stage, "cashreceipts-1.csv", $"cashReceiptId,customerId,amount,postedOn,fingerprint,reverses\r\nCR-1,C-1,20.00,2026-03-01,{Fingerprint},\r\nCR-2,C-1,-5.00,2026-03-01,,CR-1\r\n")),
    ];

    public static void Linked(Stage stage)
    {
        stage.Enrol(Ada);
        Attach(stage, Ada, "payment-card", Fingerprint);
    }

    public static void Unlink(Stage stage) =>
        stage.Post($"members/{stage.Members[Ada]}/identities/detach", "unlink", $$"""{"type":"payment-card","value":"{{Fingerprint}}"}""");

    public static void Paid(Stage stage, string id, string number, string amount, string fingerprint = Fingerprint) =>
        Pay(stage, id, CashReceipt(number, amount, $"\"storeId\":\"cafe-1\",\"fingerprint\":\"{fingerprint}\","));

    public static void Back(Stage stage, string id, string number, string reverses, string amount) =>
        Pay(stage, id, CashReceipt(number, amount, $"\"reverses\":\"{reverses}\","));

    private static UseCase Of(string name, Action<Stage> given, Action<Stage> when) => new(name, given, when) { Settings = Settings, Programme = Offers };
}
