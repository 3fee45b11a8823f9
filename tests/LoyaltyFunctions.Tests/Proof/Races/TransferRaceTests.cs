using static LoyaltyFunctions.Tests.Proof.Races.Race;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>Points on their way from one member to another while something else happens to either.</summary>
public sealed class TransferRaceTests
{
    [Fact]
    [Trait("Fault", "30")]
    public void Of_transfers_there_and_back_at_once_both_arrive() => AtEachRequest(
        Both,
        (stage, process) => Give(stage, process, Ada, Bob, 60),
        (stage, process) => Give(stage, process, Bob, Ada, 90),
        answers => Assert.Equal([201, 201], answers),
        stage => Assert.Equal([70L, 130L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order()));

    [Fact]
    [Trait("Fault", "24")]
    public void Of_two_transfers_of_the_last_points_one_succeeds() => AtEachRequest(
        Both,
        (stage, process) => Give(stage, process, Ada, Bob, 60, "one"),
        (stage, process) => Give(stage, process, Ada, Bob, 60, "two"),
        answers => Assert.Equal([201, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "41")]
    public void Of_two_attempts_at_one_transfer_both_are_told_the_same() => AtEachRequest(
        Both,
        (stage, process) => Give(stage, process, Ada, Bob, 60),
        (stage, process) => Give(stage, process, Ada, Bob, 60),
        answers => Assert.Equal([201, 201], answers),
        stage => Assert.Equal([40L, 160L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order()));

    [Fact]
    [Trait("Fault", "41")]
    public void A_transfer_to_a_member_who_is_erased_meanwhile_arrives_or_comes_back() => AtEachRequest(
        Both,
        (stage, process) => Give(stage, process, Ada, Bob, 60),
        (stage, process) => process.Change(stage.Members[Bob], "gone", null)!.Status,
        answers => Assert.Contains(204, answers));

    [Fact]
    [Trait("Fault", "3")]
    public void A_key_is_not_reused_for_a_transfer_of_another_giver()
    {
        var stage = new Stage();
        Both(stage);
        Assert.Equal(201, Give(stage, stage.Process, Ada, Bob, 60, "one"));

        Assert.Equal(422, Give(stage, stage.Process, Bob, Ada, 60, "one"));
        Assert.Equal(422, Give(stage, stage.Process, Ada, Bob, 61, "one"));
        Assert.Equal(422, Give(stage, stage.Process, Ada, Ada, 60, "self"));
        Assert.Equal([40L, 160L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order());
        stage.End();
    }

    private static int Give(Stage stage, HubProcess process, string from, string to, long points, string? key = null) =>
        process.Post("transfers", key ?? $"give {from}", Json.Transfer(stage.Members[from], stage.Members[to], points))!.Status;
}
