using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What an operator sees of a redemption that is held back, and what lifting it does.</summary>
public sealed class HoldTests
{
    private readonly Stage _stage = new(Programmes.Safe);

    public HoldTests()
    {
        CodeCases.Bought(_stage);
        HoldCases.Move(_stage);
    }

    private string Holds => _stage.Process.Get($"members/{_stage.Members["600001"]}/holds")!.Body;

    [Fact]
    public void What_is_held_back_says_why_is_seen_and_goes_on_once_it_is_lifted()
    {
        var refused = HoldCases.Redeem(_stage, "r1");

        Assert.Equal(409, refused.Status);
        Assert.Contains("held-back", refused.Body, StringComparison.Ordinal);
        Assert.Contains("cooling-down", refused.Body, StringComparison.Ordinal);
        Assert.Equal("""{"items":[{"reason":"cooling-down","through":"2026-03-03"}]}""", Holds);
        Assert.Equal("""{"items":[]}""", HoldCases.Lift(_stage, "cooling-down").Body);
        Assert.Equal(201, HoldCases.Redeem(_stage, "r2").Status);
        Assert.Equal(409, HoldCases.Redeem(_stage, "r3").Status);
        Assert.Equal("""{"items":[{"reason":"velocity","through":"2026-03-02"}]}""", Holds);
    }

    [Fact]
    public void A_refusal_stays_the_answer_of_its_key_and_an_unknown_hold_is_a_fault()
    {
        HoldCases.Redeem(_stage, "r1");
        HoldCases.Lift(_stage, "cooling-down");

        Assert.Equal(409, HoldCases.Redeem(_stage, "r1").Status);
        Assert.Equal(422, HoldCases.Lift(_stage, "gravity").Status);
    }
}
