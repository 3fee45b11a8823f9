using static LoyaltyFunctions.Tests.Proof.Races.Race;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>An identity that is given back while somebody else, or the member again, asks for it.</summary>
public sealed class IdentityRaceTests
{
    private const string Card = """{"type":"card","value":"600009"}""";

    [Fact]
    public void A_card_that_is_given_back_while_another_asks_for_it_is_taken_or_free_and_never_both() => AtEachRequest(
        Carded,
        (stage, process) => Detach(stage, process, Ada, "d1"),
        (stage, process) => Attach(stage, process, Bob, "i2"),
        answers =>
        {
            Assert.Contains(answers[0], (int[])[200, 409]);
            Assert.Equal(200, answers[1]);
        },
        IsFreeForBob);

    [Fact]
    public void Another_who_asks_while_it_is_given_back_has_it_or_is_refused() => AtEachRequest(
        Carded,
        (stage, process) => Attach(stage, process, Bob, "i2"),
        (stage, process) => Detach(stage, process, Ada, "d1"),
        answers =>
        {
            Assert.Equal(200, answers[0]);
            Assert.Contains(answers[1], (int[])[200, 409]);
        },
        IsFreeForBob);

    [Fact]
    public void A_card_that_is_given_back_and_attached_again_at_once_is_shown_only_where_it_is_claimed() => AtEachRequest(
        Carded,
        (stage, process) => Detach(stage, process, Ada, "d1"),
        (stage, process) => Attach(stage, process, Ada, "i2"),
        answers => Assert.Equal([200, 200], answers),
        OneOwnerAtMost);

    [Fact]
    public void Two_who_give_back_the_last_two_leave_one() => AtEachRequest(
        stage => stage.Enrol(Ada),
        (stage, process) => Detach(stage, process, Ada, "d1", """{"type":"card","value":"600001"}"""),
        (stage, process) => Detach(stage, process, Ada, "d2", """{"type":"phone","value":"+49151600001"}"""),
        answers => Assert.Equal([200, 422], answers.Order()),
        stage => Assert.Single(Profile(stage, Ada).Identities));

    [Fact]
    public void The_same_request_twice_at_once_is_answered_alike() => AtEachRequest(
        Carded,
        (stage, process) => Detach(stage, process, Ada, "d1"),
        (stage, process) => Detach(stage, process, Ada, "d1"),
        answers => Assert.Equal([200, 200], answers),
        stage => Assert.DoesNotContain(Profile(stage, Ada).Identities, identity => identity.Value == "600009"));

    private static void Carded(Stage stage)
    {
        Both(stage);
        stage.Post($"members/{stage.Members[Ada]}/identities", "i1", Card);
    }

    private static void IsFreeForBob(Stage stage)
    {
        Assert.DoesNotContain(Profile(stage, Ada).Identities, identity => identity.Value == "600009");
        Assert.Equal(200, stage.Post($"members/{stage.Members[Bob]}/identities", "i3", Card).Status);
    }

    private static int Attach(Stage stage, HubProcess process, string of, string key) =>
        process.Post($"members/{stage.Members[of]}/identities", key, Card)!.Status;

    private static int Detach(Stage stage, HubProcess process, string of, string key, string identity = Card) =>
        process.Post($"members/{stage.Members[of]}/identities/detach", key, identity)!.Status;

    private static Storage.MemberProfile Profile(Stage stage, string of) =>
        stage.Process.Run(() => stage.Process.Get<Storage.Ledger>().FindProfileAsync(stage.Members[of], default))!;

    /// <summary>Who shows the card can be found by it; where nobody does, it is free.</summary>
    private static void OneOwnerAtMost(Stage stage)
    {
        var isShown = Profile(stage, Ada).Identities.Any(identity => identity.Value == "600009");
        Assert.Equal(isShown ? 409 : 200, stage.Post($"members/{stage.Members[Bob]}/identities", "i3", Card).Status);
    }
}
