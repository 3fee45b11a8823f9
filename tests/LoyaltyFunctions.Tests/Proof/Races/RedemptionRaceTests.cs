using static LoyaltyFunctions.Tests.Proof.Races.Race;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>The last points, the last unit and one reservation, wanted twice.</summary>
public sealed class RedemptionRaceTests
{
    [Fact]
    [Trait("Fault", "24")]
    public void Of_two_redemptions_of_the_last_points_one_succeeds() => AtEachRequest(
        Rich,
        (stage, process) => Redeem(stage, process, "one", 200),
        (stage, process) => Redeem(stage, process, "two", 200),
        answers => Assert.Equal([201, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "24")]
    public void A_process_does_not_refuse_on_an_account_that_it_saw_before()
    {
        var stage = new Stage();
        stage.Enrol(Ada);
        var other = stage.World.NewProcess();
        Assert.Equal(200, Buy(stage, other, Ada, "r1"));

        Assert.Equal(201, Redeem(stage, stage.Process, "one", 200));

        other.Discard();
        stage.End();
    }

    [Fact]
    [Trait("Fault", "17")]
    public void Of_capture_and_cancel_of_one_reservation_one_succeeds() => AtEachRequest(
        stage =>
        {
            Rich(stage);
            stage.Redemption = stage.Post($"members/{stage.Members[Ada]}/redemptions", "res", Json.Redeem(150)).Text("redemptionId");
        },
        (stage, process) => process.Post($"redemptions/{stage.Redemption}/capture", "cap", "")!.Status,
        (stage, process) => process.Post($"redemptions/{stage.Redemption}/cancel", "can", "")!.Status,
        answers => Assert.Equal([200, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "27")]
    public void A_reservation_is_not_forgotten_by_a_run_that_looks_before_it_is_there() => AtEachRequest(
        stage =>
        {
            Rich(stage);
            stage.Pass(TimeSpan.FromMinutes(25));
        },
        (stage, process) => process.Post($"members/{stage.Members[Ada]}/redemptions", "res", Json.Redeem(150))!.Status,
        RunWhatIsDue,
        answers => Assert.Contains(201, answers));

    [Fact]
    [Trait("Fault", "24")]
    public void Of_two_redemptions_of_the_last_unit_of_a_reward_one_succeeds() => AtEachRequest(
        stage =>
        {
            Three(stage);
            Assert.Equal(201, Take(stage, stage.Process, Eve));
        },
        (stage, process) => Take(stage, process, Ada),
        (stage, process) => Take(stage, process, Bob),
        answers => Assert.Equal([201, 409], answers.Order()),
        programme: Programmes.Limited);

    [Fact]
    [Trait("Fault", "2")]
    public void Of_two_attempts_at_one_redemption_of_a_reward_both_are_told_the_same_and_one_unit_goes() => AtEachRequest(
        Three,
        (stage, process) => Take(stage, process, Ada),
        (stage, process) => Take(stage, process, Ada),
        answers => Assert.Equal([201, 201], answers),
        programme: Programmes.Limited);

    [Fact]
    [Trait("Fault", "17")]
    public void A_unit_that_is_given_back_while_others_want_it_is_promised_once() => AtEachRequest(
        stage =>
        {
            Three(stage);
            stage.Redemption = stage.Post($"members/{stage.Members[Ada]}/redemptions", "first", Json.Reward("mug")).Text("redemptionId");
            Assert.Equal(201, Take(stage, stage.Process, Bob));
        },
        (stage, process) => process.Post($"redemptions/{stage.Redemption}/cancel", "can", "")!.Status,
        (stage, process) => Take(stage, process, Eve),
        answers => Assert.Contains(200, answers),
        programme: Programmes.Limited);

    private static int Take(Stage stage, HubProcess process, string card) =>
        process.Post($"members/{stage.Members[card]}/redemptions", "take " + card, Json.Reward("mug"))!.Status;

    private static int Redeem(Stage stage, HubProcess process, string key, long points) =>
        process.Post($"members/{stage.Members[Ada]}/redemptions", key, Json.Redeem(points, capture: true))!.Status;
}
