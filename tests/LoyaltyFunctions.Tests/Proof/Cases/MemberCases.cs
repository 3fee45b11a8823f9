using static LoyaltyFunctions.Tests.Proof.Cases.Givens;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>What members and operators ask for about a member.</summary>
internal static class MemberCases
{
    public static IEnumerable<UseCase> All() => [.. Enrolments(), .. Members()];

    private static IEnumerable<UseCase> Enrolments() =>
    [
        new("enrol by the API", Nothing, stage => stage.Enrol(Ada)),
        new("enrol by webhook", Nothing, stage => Deliver(stage, "e1", "member.enrolled", Json.Enrol(Ada))),
        new("enrol with an identity that is taken", stage => stage.Enrol(Ada), stage => stage.Post("members", "twin", Json.Enrol(Ada))),
        new("enrol by the API when a sale waits", stage => Sell(stage, "w1", "r1", Ada), stage =>
        {
            stage.Enrol(Ada);
            stage.WorkQueues();
        }),
        new("enrol by webhook when a sale waits", stage => Sell(stage, "w1", "r1", Ada), stage => Deliver(stage, "e1", "member.enrolled", Json.Enrol(Ada))),
    ];

    private static IEnumerable<UseCase> Members() =>
    [
        new("another phone", Enrolled, stage => stage.Change(Ada, "p1", """{"phone":"+4915177777"}""")),
        new("a phone in place of another", stage =>
        {
            Enrolled(stage);
            stage.Change(Ada, "p0", """{"phone":"+4915188888"}""");
        }, stage => stage.Change(Ada, "p1", """{"phone":"+4915177777"}""")),
        new("another card", Enrolled, stage => stage.Post($"members/{stage.Members[Ada]}/identities", "i1", """{"type":"card","value":"600009"}""")),
        new("another card that a sale waits for", stage =>
        {
            Enrolled(stage);
            Sell(stage, "w1", "r1", "600009");
        }, stage =>
        {
            stage.Post($"members/{stage.Members[Ada]}/identities", "i1", """{"type":"card","value":"600009"}""");
            stage.WorkQueues();
        }),
        new("card given back", Carded, stage => Detach(stage, Ada, "600009")),
        new("phone of the profile given back", stage =>
        {
            Enrolled(stage);
            stage.Change(Ada, "p0", """{"phone":"+4915188888"}""");
        }, stage => stage.Post($"members/{stage.Members[Ada]}/identities/detach", "d1", """{"type":"phone","value":"+49 151 88888"}""")),
        new("card given back, and attached to somebody else", stage =>
        {
            Carded(stage);
            stage.Enrol(Bob);
        }, stage =>
        {
            Detach(stage, Ada, "600009");
            stage.Post($"members/{stage.Members[Bob]}/identities", "i2", """{"type":"card","value":"600009"}""");
        }),
        new("another phone by webhook", Enrolled, stage => Deliver(stage, "u1", "customer.updated", """{"customer":{"type":"card","value":"600001"},"phone":"+4915177777"}""")),
        new("erasure", Bought, stage => stage.Change(Ada, "gone", null)),
        new("erasure of who gave a card back", stage =>
        {
            Carded(stage);
            Detach(stage, Ada, "600009");
        }, stage => stage.Change(Ada, "gone", null)),
    ];

    /// <summary>With a second card.</summary>
    private static void Carded(Stage stage)
    {
        Enrolled(stage);
        stage.Post($"members/{stage.Members[Ada]}/identities", "i1", """{"type":"card","value":"600009"}""");
    }

    private static void Detach(Stage stage, string of, string card) =>
        stage.Post($"members/{stage.Members[of]}/identities/detach", "d1", $$"""{"type":"card","value":"{{card}}"}""");
}
