using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What a member and a till see of services that are used.</summary>
public sealed class BenefitTests
{
    private const string Bob = "600002";

    private readonly Stage _stage = new(Programmes.Served);

    public BenefitTests() => BenefitCases.Used(_stage);

    private string Benefits(string card = "600001") => _stage.Process.Get($"members/{_stage.Members[card]}/benefits")!.Body;

    [Fact]
    public void What_was_used_is_seen_and_no_more_than_that_is_given()
    {
        var refused = BenefitCases.Use(_stage, "third");

        Assert.Contains("""{"id":"hem","tier":"bronze","open":true,"name":"hem","used":2,"left":0,"per":"day","through":"2026-03-02"}""", Benefits(), StringComparison.Ordinal);
        Assert.Equal(409, refused.Status);
        Assert.Contains("used-up", refused.Body, StringComparison.Ordinal);
        Assert.Equal(409, _stage.Post($"members/{_stage.Members["600001"]}/benefits/concierge/uses", "c", "").Status);
        Assert.Equal(422, BenefitCases.Use(_stage, "none", """{"count":0}""").Status);
    }

    [Fact]
    public void What_is_given_back_can_be_used_again_and_is_given_back_once()
    {
        Assert.Equal("returned", BenefitCases.Return(_stage, "600001").Text("status"));
        Assert.Equal("returned", BenefitCases.Return(_stage, "600001", "again").Text("status"));
        Assert.Contains("\"used\":1,\"left\":1", Benefits(), StringComparison.Ordinal);
        Assert.Equal(201, BenefitCases.Use(_stage, "third").Status);
    }

    [Fact]
    public void Nobody_gives_back_what_another_used_unless_they_became_one()
    {
        _stage.Enrol(Bob);

        Assert.Equal(404, BenefitCases.Return(_stage, Bob).Status);
        _stage.Post($"members/{_stage.Members[Bob]}/merge", "m1", Json.Merge(_stage.Members["600001"]));
        Assert.Equal("returned", BenefitCases.Return(_stage, Bob, "after").Text("status"));
        Assert.Contains("\"used\":1,\"left\":1", Benefits(Bob), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_use_is_told_once()
    {
        BenefitCases.Return(_stage, "600001");
        _stage.Rest();

        var told = _stage.World.Events.Events.Where(told => told.Key.EndsWith("-benefit", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, told.Count(one => one.Value.Contains("loyalty.benefit.used", StringComparison.Ordinal)));
        Assert.Single(told, one => one.Value.Contains("loyalty.benefit.returned", StringComparison.Ordinal));
    }
}
