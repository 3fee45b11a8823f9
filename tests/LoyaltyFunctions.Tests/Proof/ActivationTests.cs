using System.Text.Json;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What a member and the connected systems see of an offer that is activated.</summary>
public sealed class ActivationTests
{
    private const string Ada = "600001";
    private const string Bob = "600002";

    private readonly Stage _stage = new(Programmes.Clips);

    private JsonElement Clip(string card = Ada) => JsonElement.Parse(_stage.Process.Get($"members/{_stage.Members[card]}/offers")!.Body)
        .GetProperty("items").EnumerateArray().Single(offer => offer.GetProperty("id").GetString() == "clip");

    private IEnumerable<string> Rules(string receipt) => new Books(_stage.World).Members.SelectMany(member => member.Entries)
        .Single(entry => entry.Purchase?.Purchase.Receipt.ReceiptId == receipt).Rules.Select(rule => rule.Id);

    [Fact]
    public void What_waits_says_what_activating_gives_and_the_answer_is_what_the_list_then_shows()
    {
        _stage.Enrol(Ada);
        var waiting = Clip();

        var answer = ActivationCases.Activate(_stage, Ada, "clip");

        Assert.Equal(("not-activated", "P14D", 1), (waiting.GetProperty("reason").GetString(), waiting.GetProperty("activate").GetProperty("for").GetString(), waiting.GetProperty("activate").GetProperty("uses").GetInt64()));
        Assert.Equal(201, answer.Status);
        var shown = JsonElement.Parse(answer.Body);
        Assert.Equal(("open", "2026-03-16", 1), (shown.GetProperty("reason").GetString(), shown.GetProperty("until").GetString(), shown.GetProperty("grantUses").GetInt64()));
        Assert.Equal(shown.GetProperty("grantId").GetString(), Clip().GetProperty("grantId").GetString());
        Assert.False(Clip().TryGetProperty("activate", out _));
    }

    [Fact]
    public void Whoever_has_it_keeps_it_and_the_second_purchase_does_not_get_it()
    {
        ActivationCases.Activated(_stage);
        var again = ActivationCases.Activate(_stage, Ada, "again");
        Givens.Buy(_stage, Ada, "r1");
        Givens.Buy(_stage, Ada, "r2");

        Assert.Equal(200, again.Status);
        Assert.Equal(["base", "big-basket", "clip"], Rules("r1").Order());
        Assert.Equal(["base", "big-basket"], Rules("r2").Order());
        Assert.Equal("not-activated", Clip().GetProperty("reason").GetString());
    }

    [Fact]
    public void A_refusal_says_why_and_writes_nothing()
    {
        ActivationCases.Activated(_stage);
        Givens.Buy(_stage, Ada, "r1");
        Assert.Equal(201, ActivationCases.Activate(_stage, Ada, "second").Status);
        Givens.Buy(_stage, Ada, "r2");
        var before = new Books(_stage.World).Members.Single().Entries.Count;

        var refused = ActivationCases.Activate(_stage, Ada, "third");

        Assert.Equal(409, refused.Status);
        Assert.Contains("urn:loyalty:problem:offer-unavailable", refused.Body, StringComparison.Ordinal);
        Assert.Equal("limit-reached", refused.Text("detail"));
        Assert.Equal(404, ActivationCases.Activate(_stage, Ada, "none", "base").Status);
        Assert.Equal(404, _stage.Post("members/m0000000000000000000000000/offers/clip/activations", "nobody", "").Status);
        Assert.Equal(before, new Books(_stage.World).Members.Single().Entries.Count);
    }

    [Fact]
    public void Issue_and_use_are_told_once_and_no_journey_is_named()
    {
        ActivationCases.Activated(_stage);
        Givens.Buy(_stage, Ada, "r1");
        _stage.Rest();

        var told = _stage.World.Events.Events.Where(told => told.Key.Contains("-grant-", StringComparison.Ordinal)).Select(told => JsonElement.Parse(told.Value)).ToList();
        Assert.Equal(["loyalty.offer.issued", "loyalty.offer.redeemed"], told.Select(one => one.GetProperty("type").GetString()).Order());
        Assert.All(told, one => Assert.Equal(("clip", false), (one.GetProperty("data").GetProperty("item").GetString(), one.GetProperty("data").TryGetProperty("journey", out _))));
    }

    [Fact]
    public void What_two_members_activated_is_there_for_the_one_that_they_become_and_gone_with_an_erasure()
    {
        ActivationCases.Both(_stage);
        _stage.Post($"members/{_stage.Members[Bob]}/merge", "m1", Json.Merge(_stage.Members[Ada]));

        Assert.Equal(308, ActivationCases.Activate(_stage, Ada, "gone").Status);
        Givens.Buy(_stage, Bob, "r1");
        Givens.Buy(_stage, Bob, "r2");
        Givens.Buy(_stage, Bob, "r3");
        Assert.Equal([true, true, false], new[] { "r1", "r2", "r3" }.Select(receipt => Rules(receipt).Contains("clip")));

        _stage.Change(Bob, "erase", null);
        Assert.Equal(404, ActivationCases.Activate(_stage, Bob, "late").Status);
        _stage.Settle();
        Assert.Empty(_stage.Faults(settled: true));
    }

    [Fact]
    public void Replayed_from_the_archive_the_offer_is_there_as_it_was()
    {
        ActivationCases.Both(_stage);
        Givens.Buy(_stage, Ada, "r1");
        _stage.Pass(TimeSpan.FromDays(1));
        _stage.Settle();

        var id = _stage.Rebuild("again", "Copy");
        _stage.WorkQueues();

        Assert.Equal(0, _stage.RunOf(id).GetProperty("report").GetProperty("differences").GetInt64());
    }

    [Fact]
    public void A_simulation_of_the_same_programme_comes_to_the_same_points()
    {
        ActivationCases.Activated(_stage);
        Givens.Buy(_stage, Ada, "r1");
        Givens.Buy(_stage, Ada, "r2");

        var id = _stage.Simulate("what if", Programmes.ClipsAs("2"), "2026-03-01", "2026-03-31").Text("id");
        _stage.WorkQueues();
        var report = _stage.Simulation(id).GetProperty("report");

        // 100 for joining, twice 120 and 50, and 25 once.
        Assert.Equal((465, 465), (report.GetProperty("current").GetProperty("issued").GetInt64(), report.GetProperty("candidate").GetProperty("issued").GetInt64()));
    }
}
