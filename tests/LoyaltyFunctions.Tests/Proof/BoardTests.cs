using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What members see of each other on a store's leader board.</summary>
public sealed class BoardTests
{
    private const string Ada = "600001";
    private const string Bob = "600002";
    private const string Eve = "600003";

    private readonly Stage _stage = new(Programmes.Play);

    public BoardTests()
    {
        foreach (var (card, name) in (ReadOnlySpan<(string, string)>)[(Ada, "Latte Lion"), (Bob, "Mocha Mouse")])
        {
            BoardCases.Joined(_stage, card, name);
        }

        _stage.Enrol(Eve);
        BoardCases.Buy(_stage, Ada, "r1", "40.00");
        BoardCases.Buy(_stage, Bob, "r2", "70.00");
        BoardCases.Buy(_stage, Eve, "r3", "90.00");
        _stage.Rest();
    }

    private string Board(string query = "")
    {
        _stage.Rest();
        return _stage.Process.Get("stores/s1/leaderboard" + query)!.Body;
    }

    [Fact]
    public void Those_who_have_chosen_a_pseudonym_show_by_it_and_nobody_else_shows()
    {
        Assert.Equal(
            """{"storeId":"s1","by":"points","period":"2026-03","items":[{"rank":1,"pseudonym":"Mocha Mouse","value":70},{"rank":2,"pseudonym":"Latte Lion","value":40}],"through":"2026-03-31"}""",
            Board());
        Assert.DoesNotContain(_stage.Members[Bob], Board($"?member={_stage.Members[Ada]}"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_sees_ones_own_place_below_the_top_and_equals_share_a_place()
    {
        Assert.Contains("""[{"rank":1,"pseudonym":"Mocha Mouse","value":70}],"through":"2026-03-31","own":{"rank":2,"pseudonym":"Latte Lion","value":40}""", Board($"?limit=1&member={_stage.Members[Ada]}"), StringComparison.Ordinal);
        Assert.Contains("""{"rank":1,"pseudonym":"Mocha Mouse","value":1}""", Board("?by=purchases"), StringComparison.Ordinal);
        Assert.Contains("""{"rank":1,"pseudonym":"Latte Lion","value":1}""", Board("?by=purchases"), StringComparison.Ordinal);
        Assert.DoesNotContain("own", Board($"?member={_stage.Members[Eve]}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refund_counts_and_another_store_or_month_is_another_board()
    {
        _stage.Post("voids", "v1", Json.Void("r2"));
        Assert.Contains("""[{"rank":1,"pseudonym":"Latte Lion","value":40}]""", Board(), StringComparison.Ordinal);

        _stage.Pass(TimeSpan.FromDays(40));
        Assert.Contains("\"items\":[]", Board(), StringComparison.Ordinal);
        Assert.Contains("Latte Lion", Board("?period=2026-03"), StringComparison.Ordinal);
        Assert.Contains("\"items\":[]", _stage.Process.Get("stores/s2/leaderboard?period=2026-03")!.Body, StringComparison.Ordinal);
        Assert.Equal(422, _stage.Process.Get("stores/s1/leaderboard?period=2026-W10")!.Status);
        Assert.Equal(422, _stage.Process.Get("stores/s1/leaderboard?by=luck")!.Status);
    }

    [Fact]
    public void Who_leaves_or_is_erased_is_gone_and_the_name_is_free()
    {
        Assert.Equal(409, BoardCases.Join(_stage, Eve, "mocha MOUSE").Status);

        _stage.Change(Bob, "gone", null);
        _stage.Change(Ada, "leave", """{"pseudonym":null}""");

        Assert.Contains("\"items\":[]", Board(), StringComparison.Ordinal);
        Assert.Equal(200, _stage.Change(Eve, "again", """{"pseudonym":"mocha MOUSE"}""").Status);
        // What was bought before does not count.
        Assert.Contains("\"items\":[]", Board(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_looked_up_by_a_pseudonym()
    {
        var identity = """{"type":"pseudonym","value":"mocha mouse"}""";

        Assert.Equal(422, _stage.Post($"members/{_stage.Members[Eve]}/identities", "i1", identity).Status);
        Assert.DoesNotContain("mocha", _stage.Process.Get($"members/{_stage.Members[Bob]}")!.Body, StringComparison.Ordinal);
        Assert.Equal(422, _stage.Change(Eve, "card", """{"pseudonym":"6035 0001 2345"}""").Status);
    }
}
