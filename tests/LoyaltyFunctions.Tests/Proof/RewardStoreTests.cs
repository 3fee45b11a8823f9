using System.Buffers.Text;
using System.Text.Json;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A reward that is to be had in some stores only, from the list to the till.</summary>
public sealed class RewardStoreTests
{
    private const string Ada = "600001";

    private readonly Stage _stage = new(Programmes.InStores, CodeCases.Settings);

    public RewardStoreTests() => CodeCases.Bought(_stage);

    [Theory]
    [InlineData("", true, "open")]
    [InlineData("?storeId=s1", true, "open")]
    [InlineData("?storeId=s2", false, "other-store")]
    public void The_list_says_whether_it_is_open_in_that_store_and_in_which_it_is(string query, bool open, string reason)
    {
        var reward = JsonElement.Parse(_stage.Process.Get($"members/{_stage.Members[Ada]}/rewards{query}")!.Body).GetProperty("items").EnumerateArray()
            .Single(reward => reward.GetProperty("rewardId").GetString() == "tasting");

        Assert.Equal((open, reason), (reward.GetProperty("open").GetBoolean(), reward.GetProperty("reason").GetString()));
        Assert.Equal("S1", reward.GetProperty("stores")[0].GetString());
    }

    [Fact]
    [Trait("Fault", "3")]
    public void Elsewhere_it_is_refused_with_the_reason_and_the_same_key_gets_the_same_answer()
    {
        var nowhere = Redeem("nowhere", Json.Reward("tasting", capture: true));
        var elsewhere = Redeem("elsewhere", Json.RewardIn("s2", "tasting", capture: true));
        var again = Redeem("elsewhere", Json.RewardIn("s2", "tasting", capture: true));
        var there = Redeem("elsewhere", Json.RewardIn("s1", "tasting", capture: true));

        Assert.Equal((409, "store-missing"), (nowhere.Status, nowhere.Text("detail")));
        Assert.Equal((409, "other-store"), (elsewhere.Status, elsewhere.Text("detail")));
        Assert.Equal((elsewhere.Status, elsewhere.Body), (again.Status, again.Body));
        Assert.Equal(422, there.Status);
        Assert.Contains("reward-unavailable", elsewhere.Body, StringComparison.Ordinal);
        Assert.Equal("purchase", LastEntry().GetProperty("reason").GetString());
    }

    [Fact]
    public void The_entry_of_a_redemption_names_the_store()
    {
        Assert.Equal(201, Redeem("there", Json.RewardIn("s1", "tasting", capture: true)).Status);

        Assert.Equal(("redeem", "s1"), (LastEntry().GetProperty("kind").GetString(), LastEntry().GetProperty("source").GetProperty("storeId").GetString()));
    }

    [Fact]
    public void A_code_for_it_names_the_stores_and_another_store_is_refused_and_reported_once()
    {
        var issued = _stage.Post($"members/{_stage.Members[Ada]}/codes", "code", Json.Reward("tasting"));
        var code = issued.Text("code");
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(code.Split('.')[1]));

        var elsewhere = Settle(code, "s2", "r7");
        var again = Settle(code, "s2", "r7");
        var there = Settle(code, "s1", "r8");
        var late = Settle(code, "s2", "r7");

        Assert.Equal(("S1", "S1"), (claims.GetProperty("stores")[0].GetString(), JsonElement.Parse(issued.Body).GetProperty("stores")[0].GetString()));
        Assert.Equal((409, "other-store"), (elsewhere.Status, elsewhere.Text("detail")));
        Assert.Equal((elsewhere.Status, elsewhere.Body), (again.Status, again.Body));
        Assert.Equal((200, "captured"), (there.Status, there.Text("status")));
        Assert.Equal(409, late.Status);
        var told = Assert.Single(_stage.World.Events.Events.Values, told => told.Contains("loyalty.code.misplaced", StringComparison.Ordinal));
        Assert.Equal("s2", JsonElement.Parse(told).GetProperty("data").GetProperty("storeId").GetString());
    }

    [Fact]
    public void A_code_for_a_reward_of_every_store_names_none()
    {
        var code = _stage.Post($"members/{_stage.Members[Ada]}/codes", "code", Json.Reward("mug")).Text("code");

        Assert.False(JsonElement.Parse(Base64Url.DecodeFromChars(code.Split('.')[1])).TryGetProperty("stores", out _));
        Assert.Equal(200, Settle(code, "s9", "r7").Status);
    }

    private HttpAnswer Redeem(string key, string body) => _stage.Post($"members/{_stage.Members[Ada]}/redemptions", key, body);

    private HttpAnswer Settle(string code, string store, string receipt) =>
        _stage.Post("codes/redemptions", $"used {store} {receipt}", $$"""{"code":"{{code}}","storeId":"{{store}}","receiptId":"{{receipt}}"}""");

    private JsonElement LastEntry() =>
        JsonElement.Parse(_stage.Process.Get($"members/{_stage.Members[Ada]}/entries")!.Body).GetProperty("items")[0];
}
