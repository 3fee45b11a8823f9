using System.Text.Json;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What a till does that somebody should look at, how an operator finds it, and what lifting it does.</summary>
public sealed class GuardTests
{
    private const string Ada = "600001";
    private const string Bob = "600002";
    private const string Staff = "900007";

    private readonly Stage _stage = new(Programmes.Guarded);

    public GuardTests()
    {
        foreach (var card in (string[])[Ada, Bob, Staff])
        {
            _stage.Enrol(card);
        }
    }

    private JsonElement.ArrayEnumerator Held(string query = "")
    {
        _stage.Rest();
        return JsonElement.Parse(_stage.Process.Get("holds" + query)!.Body).GetProperty("items").EnumerateArray();
    }

    private long Available(string card) =>
        JsonElement.Parse(_stage.Process.Get($"members/{_stage.Members[card]}")!.Body).GetProperty("balance").GetProperty("available").GetInt64();

    [Fact]
    public void A_second_card_at_a_till_within_a_minute_waits_and_the_first_does_not()
    {
        HoldCases.Ring(_stage, Bob, "r1");
        HoldCases.Ring(_stage, Ada, "r2");
        _stage.Pass(TimeSpan.FromHours(2));
        HoldCases.Ring(_stage, Ada, "r3");

        Assert.Equal((270, 270), (Available(Bob), Available(Ada)));
        var held = Assert.Single(Held());
        Assert.Equal(_stage.Members[Ada], held.GetProperty("memberId").GetString());
        Assert.Equal("many-cards", held.GetProperty("holds")[0].GetProperty("reason").GetString());
        Assert.Equal(170, held.GetProperty("holds")[0].GetProperty("withheld").GetInt64());

        HoldCases.Lift(_stage, "many-cards");
        Assert.Empty(Held());
        Assert.Equal(440, Available(Ada));
    }

    [Fact]
    public void The_cashiers_own_card_waits_and_anothers_does_not()
    {
        HoldCases.Ring(_stage, Ada, "r1", Ada);
        _stage.Pass(TimeSpan.FromMinutes(2));
        HoldCases.Ring(_stage, Bob, "r2", Ada);

        var held = Assert.Single(Held());
        Assert.Equal((_stage.Members[Ada], "own-card"), (held.GetProperty("memberId").GetString(), held.GetProperty("holds")[0].GetProperty("reason").GetString()));
        Assert.Equal(100, Available(Ada));
    }

    [Fact]
    public void Staff_earn_nothing_until_somebody_lets_them_and_are_listed()
    {
        HoldCases.Ring(_stage, Staff, "r1");

        Assert.Equal(100, Available(Staff));
        Assert.Equal("staff", Assert.Single(Held()).GetProperty("holds")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public void A_third_purchase_at_a_till_in_an_hour_waits_and_a_late_look_shows_only_what_still_waits()
    {
        foreach (var receipt in (string[])["r1", "r2", "r3"])
        {
            HoldCases.Ring(_stage, Ada, receipt);
        }

        Assert.Contains("\"through\":\"2026-03-02\",\"withheld\":170", Assert.Single(Held()).GetRawText(), StringComparison.Ordinal);
        _stage.Pass(TimeSpan.FromDays(2));
        Assert.DoesNotContain("through", Assert.Single(Held()).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_goes_on_where_a_page_ended()
    {
        foreach (var (card, receipt) in (ReadOnlySpan<(string, string)>)[(Ada, "r1"), (Bob, "r2"), (Staff, "r3")])
        {
            HoldCases.Ring(_stage, card, receipt, card);
            _stage.Pass(TimeSpan.FromMinutes(2));
        }

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            _stage.Rest();
            var page = JsonElement.Parse(_stage.Process.Get("holds?limit=1" + cursor)!.Body);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("memberId").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? "&cursor=" + next.GetString() : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(_stage.Members.Values.Order(), seen.Order());
        Assert.Equal(422, _stage.Process.Get("holds?cursor=A'B")!.Status);
    }
}
