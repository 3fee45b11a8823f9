using System.Text.Json;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What an operator lets go on counts for all that it would have counted for, and goes with its refund.</summary>
public sealed class LiftedSaleTests
{
    private const string Ada = "600001";

    private readonly Stage _stage = new(Programmes.GuardedPlay);

    public LiftedSaleTests() => HoldCases.BoughtAndHeld(_stage);

    [Fact]
    public void A_lifted_sale_reaches_the_goal_comes_to_the_board_and_sets_off_journeys_within_their_budget()
    {
        Assert.Equal((290L, 170L), (Points(), OnBoard()));

        HoldCases.Lift(_stage, "own-card");

        // 170 of the sale; of the budget of 30 the first sale took 20; and 11 for the goal.
        Assert.Equal((290 + 170 + 10 + 11, 340L), (Points(), OnBoard()));
        Assert.Equal("30", JsonElement.Parse(_stage.Process.Get("program/budgets")!.Body).GetProperty("items")[0].GetProperty("spent").ToString());
        Assert.Single(_stage.World.Events.Events.Keys, id => id.EndsWith("-goal-twice", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_refund_takes_all_of_that_back()
    {
        HoldCases.Lift(_stage, "own-card");
        _stage.Post("voids", "v1", Json.Void("r2"));

        Assert.Equal((290L, 170L), (Points(), OnBoard()));
    }

    [Fact]
    [Trait("Fault", "1")]
    public void The_same_request_again_and_another_change_nothing_more()
    {
        var first = HoldCases.Lift(_stage, "own-card");
        var again = HoldCases.Lift(_stage, "own-card");
        _stage.Post($"members/{_stage.Members[Ada]}/holds/lift", "lift once more", """{"hold":"own-card","reason":"called-back","approvedBy":"desk-7"}""");

        Assert.Equal((first.Status, first.Body), (again.Status, again.Body));
        Assert.Equal(481L, Points());
    }

    [Fact]
    public void What_is_given_back_while_it_waits_is_gone_and_nothing_is_left_to_lift()
    {
        _stage.Post("voids", "v1", Json.Void("r2"));
        Assert.DoesNotContain("own-card", _stage.Process.Get($"members/{_stage.Members[Ada]}/holds")!.Body, StringComparison.Ordinal);

        HoldCases.Lift(_stage, "own-card");

        Assert.Equal((290L, 170L), (Points(), OnBoard()));
    }

    private long Points() =>
        JsonElement.Parse(_stage.Process.Get("members/" + _stage.Members[Ada])!.Body).GetProperty("balance").GetProperty("points").GetInt64();

    private long OnBoard()
    {
        _stage.Rest();
        return JsonElement.Parse(_stage.Process.Get("stores/s1/leaderboard", query: "?period=2026-03")!.Body).GetProperty("items")[0].GetProperty("value").GetInt64();
    }
}
