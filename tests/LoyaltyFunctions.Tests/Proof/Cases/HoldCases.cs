using static LoyaltyFunctions.Tests.Proof.Cases.Givens;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Redemptions that a safety rule holds back, and what lets them go on.</summary>
internal static class HoldCases
{
    private const string Ada = "600001";
    private const string Bob = "600002";
    private const string Staff = "900007";

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
        .. ((UseCase[])
        [
            new("hold of a second card at a till", stage =>
            {
                stage.Enrol(Ada);
                stage.Enrol(Bob);
                Ring(stage, Bob, "r1");
            }, stage => Ring(stage, Ada, "r2")),
            new("hold of a card that its cashier rings up, by webhook", stage => stage.Enrol(Ada), stage =>
                Deliver(stage, "w1", "purchase.completed", Json.OfMember(Ada, Rung("r1", Ada)))),
            new("hold of a sale that is lifted", HeldSale, stage => Lift(stage, "own-card")),
            new("hold of a sale that is given back", HeldSale, stage => stage.Post("voids", "v1", Json.Void("r1"))),
            new("hold of a second visit", stage =>
            {
                stage.Enrol(Ada);
                Deliver(stage, "v1", "checkin", Json.CheckIn(Ada));
                stage.Pass(TimeSpan.FromDays(1));
            }, stage => Deliver(stage, "v2", "checkin", Json.CheckIn(Ada))),
            new("purchase of somebody who works here", stage => stage.Enrol(Staff), stage => Ring(stage, Staff, "r1")),
        ]).Select(useCase => useCase with { Programme = Programmes.Guarded }),
        .. ((UseCase[])
        [
            new("hold of a sale that is lifted, with goal, leader board and journeys", BoughtAndHeld, stage => Lift(stage, "own-card")),
            new("hold of a lifted sale that is given back", stage =>
            {
                BoughtAndHeld(stage);
                Lift(stage, "own-card");
            }, stage => stage.Post("voids", "v1", Json.Void("r2"))),
        ]).Select(useCase => useCase with { Programme = Programmes.GuardedPlay }),
        .. ((UseCase[])
        [
            new("enrolment that shows a ring", stage =>
            {
                Join(stage, Ada, "ada+1@example.com");
                Join(stage, Bob, "ada+2@example.com");
            }, stage => Join(stage, Staff, "ada+3@example.com")),
            new("purchase by webhook that shows a ring", stage =>
            {
                foreach (var card in (string[])[Ada, Bob, Staff])
                {
                    stage.Enrol(card);
                    Deliver(stage, "w " + card, "purchase.completed", Json.OfMember(card, Paid("r" + card, card == Staff ? "other" : "shared")));
                }
            }, stage => Deliver(stage, "w9", "purchase.completed", Json.OfMember(Staff, Paid("r9", "shared")))),
            new("refusal of a referral", Related, stage => Buy(stage, Bob, "r1")),
            new("refusal of a referral that is lifted", stage =>
            {
                Related(stage);
                Buy(stage, Bob, "r1");
            }, stage => stage.Post($"members/{stage.Members[Bob]}/holds/lift", "lift", """{"hold":"referral","reason":"sisters","approvedBy":"desk-7"}""")),
        ]).Select(useCase => useCase with { Programme = Programmes.Rings }),
    ];

    private static void Join(Stage stage, string card, string email, string more = "") =>
        stage.Members[card] = stage.Post("members", "enrol " + card, $$"""{"identities":[{"type":"card","value":"{{card}}"}],"email":"{{email}}"{{more}}}""").Text("memberId");

    private static void Related(Stage stage)
    {
        Join(stage, Ada, "ada@example.com");
        Join(stage, Bob, "ada+2@example.com", $$""","referredBy":{"type":"card","value":"{{Ada}}"}""");
    }

    private static string Paid(string receipt, string fingerprint) =>
        Json.Sale(receipt, "120.00")[..^1] + $$""","tenders":[{"type":"card","amount":"120.00","fingerprint":"{{fingerprint}}"}]}""";

    /// <summary>One sale that counts, and one that waits.</summary>
    public static void BoughtAndHeld(Stage stage)
    {
        BoardCases.Joined(stage, Ada, "Latte Lion");
        Ring(stage, Ada, "r1");
        Ring(stage, Ada, "r2", Ada);
    }

    private static void HeldSale(Stage stage)
    {
        stage.Enrol(Ada);
        Ring(stage, Ada, "r1", Ada);
    }

    /// <summary>A sale at a register, rung up by that card.</summary>
    public static HttpAnswer Ring(Stage stage, string card, string receipt, string? cashier = null) =>
        stage.Post($"members/{stage.Members[card]}/purchases", "ring " + receipt, Rung(receipt, cashier));

    public static string Rung(string receipt, string? cashier) => Json.Sale(receipt, "120.00").Replace(
        "\"storeId\"",
        "\"registerId\":\"t1\"," + (cashier is null ? "" : "\"cashier\":{\"type\":\"card\",\"value\":\"" + cashier + "\"},") + "\"storeId\"",
        StringComparison.Ordinal);

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
