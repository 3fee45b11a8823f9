namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>What follows by the journeys of a programme from all that sets one off.</summary>
internal static class JourneyCases
{
    private const string Ada = "600001";
    private const string Bob = "600002";
    private const string Eve = "600003";

    public static IReadOnlyList<UseCase> All { get; } =
    [
        .. ((UseCase[])
        [
            new("journey at an enrolment", _ => { }, Enrol),
            new("journey at a purchase by the API", Enrol, stage => Buy(stage, "r1")),
            new("journey at a purchase by webhook", Enrol, stage => Givens.Deliver(stage, "w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")))),
            new("purchase by an offer to the member alone", Bought, stage => Buy(stage, "r2")),
            new("journey at a survey", Enrol, stage => Givens.Deliver(stage, "s1", "survey.answered", Signal("surveyId", "nps-1"))),
            new("journey at a case that is closed in two deliveries", Enrol, stage =>
            {
                Givens.Deliver(stage, "c1", "case.closed", Signal("caseId", "CAS-1"));
                Givens.Deliver(stage, "c2", "case.closed", Signal("caseId", "CAS-1"));
            }),
            new("reward that a journey granted, reserved", Enrol, stage => Take(stage)),
            new("reward that a journey granted, cancelled", stage =>
            {
                Enrol(stage);
                Take(stage);
            }, stage => stage.Post($"redemptions/{stage.Redemption}/cancel", "can", "")),
            new("merge of a member to whom a journey granted something", stage =>
            {
                Bought(stage);
                stage.Enrol(Bob);
            }, stage => stage.Post($"members/{stage.Members[Bob]}/merge", "m1", Json.Merge(stage.Members[Ada]))),
            new("journey whose purchase is given back", Bought, stage => stage.Post("voids", "v1", Json.Void("r1"))),
            Givens.Due("journeys after an absence and in a season", Bought, TimeSpan.FromDays(70)),
            Givens.Due("journey on a birthday", Enrol, TimeSpan.FromDays(10)),
            new("journey for points that are about to expire", stage =>
            {
                Bought(stage);
                stage.Pass(TimeSpan.FromDays(375));
            }, stage =>
            {
                stage.Run(process => process.TellExpiring());
                stage.WorkQueues();
            }),
        ]).Select(useCase => useCase with { Programme = Programmes.Journeys }),
        .. ((UseCase[])
        [
            new("journey within a budget at a purchase", Enrol, stage => Buy(stage, "r1")),
            new("journey that a budget ends with", Bought, stage => Buy(stage, "r2")),
            new("journey within a budget, given back", Bought, stage => stage.Post("voids", "v1", Json.Void("r1"))),
            Givens.Due("journey within a budget after an absence", Bought, TimeSpan.FromDays(40)),
        ]).Select(useCase => useCase with { Programme = Programmes.BudgetedJourneys }),
        new("journey after an absence that began before it was published", stage =>
        {
            Bought(stage);
            stage.Pass(TimeSpan.FromDays(40));
            stage.Publish("p2", Programmes.JourneysAs("2"));
            stage.Run(process => process.ReloadProgramme());
        }, stage =>
        {
            for (var run = 0; run < 2; run++)
            {
                stage.Run(process => process.StartRuns());
                stage.WorkQueues();
                stage.Pass(TimeSpan.FromHours(1));
            }
        }),
        new("journey of a goal that a purchase reaches", Bought, stage => Buy(stage, "r2")) { Programme = Programmes.Play },
        new("journey of a goal that a refund takes back", stage =>
        {
            Bought(stage);
            Buy(stage, "r2");
        }, stage => stage.Post("voids", "v1", Json.Void("r1"))) { Programme = Programmes.Play },
        new("goal that a visit counts for", stage =>
        {
            stage.Enrol(Ada);
            Givens.Deliver(stage, "v1", "checkin", Json.CheckIn(Ada));
            stage.Pass(TimeSpan.FromDays(1));
        }, stage => Givens.Deliver(stage, "v2", "checkin", Json.CheckIn(Ada))) { Programme = Programmes.Play },
        new("journey at the end of a chain of friends", stage =>
        {
            stage.Enrol(Ada);
            stage.Members[Bob] = stage.Post("members", "friend", Json.Enrol(Bob, Ada)).Text("memberId");
            stage.Members[Eve] = stage.Post("members", "friend's friend", Json.Enrol(Eve, Bob)).Text("memberId");
        }, stage => stage.Post($"members/{stage.Members[Eve]}/purchases", "buy", Json.Sale("r1", "120.00"))) { Programme = Programmes.Play },
        new("journey question whether a consent is confirmed, at an enrolment", _ => { }, Enrol) { Programme = Programmes.DoubleOptIn },
        new("journey question whether a consent is confirmed, at a change", stage => stage.Enrol(Ada), stage =>
            stage.Change(Ada, "agree", """{"email":"ada@example.com","consents":{"email":true}}""")) { Programme = Programmes.DoubleOptIn },
        new("journey of a consent that is confirmed", Enrol, Confirm) { Programme = Programmes.DoubleOptIn },
    ];

    /// <summary>Somebody who may be written to, and has birthday in ten days.</summary>
    internal static void Enrol(Stage stage) => stage.Members[Ada] = stage.Post(
        "members",
        "enrol ada",
        """{"identities":[{"type":"card","value":"600001"}],"email":"ada@example.com","birthDate":"1990-03-12","consents":{"email":true}}""").Text("memberId");

    internal static void Confirm(Stage stage)
    {
        var code = new Books(stage.World).Members.Single().Entries.Select(entry => entry.Personal?.Message?.Code).OfType<string>().Last();
        stage.Post($"members/{stage.Members[Ada]}/confirmations", "confirm", $$"""{"channel":"email","code":"{{code}}"}""");
    }

    private static void Bought(Stage stage)
    {
        Enrol(stage);
        Buy(stage, "r1");
    }

    private static void Buy(Stage stage, string receipt) =>
        stage.Post($"members/{stage.Members[Ada]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"));

    private static void Take(Stage stage) => stage.Redemption =
        stage.Post($"members/{stage.Members[Ada]}/redemptions", "take", Json.Reward("free-coffee")).Text("redemptionId");

    private static string Signal(string name, string id) => $$$"""{"member":{"type":"card","value":"600001"},"{{{name}}}":"{{{id}}}"}""";
}
