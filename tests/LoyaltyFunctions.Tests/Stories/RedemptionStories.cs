using System.Text.Json;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Points are spent in one step or in two, once, and never more than there are.</summary>
[Collection(StoryHub.Collection)]
public sealed class RedemptionStories(StoryHub story)
{
    [Fact]
    public async Task Reserved_points_are_captured_in_part_and_the_rest_is_free_again()
    {
        var member = await MemberWithAsync("300.00");
        var reserved = await RedeemAsync(member, """{"points":200}""");
        Assert.Equal(("reserved", "2.00"), (Status(reserved), reserved.GetProperty("value").GetProperty("amount").GetString()));
        await BalanceIsAsync(member, points: 450, reserved: 200, available: 250);

        var captured = (await CloseAsync(reserved, "capture", """{"points":150}""")).Expect(200).Json;

        Assert.Equal(("captured", 150), (Status(captured), captured.GetProperty("points").GetInt64()));
        await BalanceIsAsync(member, points: 300, reserved: 0, available: 300);
        await Audit.IntactAsync(story.Hub, member);
    }

    [Fact]
    [Trait("Fault", "17")]
    public async Task The_same_second_step_again_answers_alike_and_the_other_step_comes_too_late()
    {
        var member = await MemberWithAsync("300.00");
        var reserved = await RedeemAsync(member, """{"points":200}""");

        var first = await CloseAsync(reserved, "cancel", "");
        var again = await CloseAsync(reserved, "cancel", "");
        var late = await CloseAsync(reserved, "capture", "{}");

        Assert.Equal(first.Text, again.Text);
        Assert.Equal(("cancelled", "redemption-closed"), (Status(first.Json), late.Problem));
        await BalanceIsAsync(member, points: 450, reserved: 0, available: 450);
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task Two_redemptions_race_for_the_last_points_and_one_wins()
    {
        var member = await MemberWithAsync("60.00");

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            story.Operator.PostAsync($"/api/members/{member}/redemptions", """{"points":100,"capture":true}""")));

        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.Equal("insufficient-points", reply.Problem));
        await BalanceIsAsync(member, points: 60, reserved: 0, available: 60);
    }

    [Fact]
    public async Task A_reward_opens_with_its_tier()
    {
        var member = await MemberWithAsync("100.00");
        var before = await story.Operator.PostAsync($"/api/members/{member}/redemptions", """{"rewardId":"free-coffee","capture":true}""");
        await story.Till.RecordAsync(member, new SaleBody("500.00"));

        var after = await RedeemAsync(member, """{"rewardId":"free-coffee","capture":true}""");

        Assert.Equal("reward-unavailable", before.Problem);
        Assert.Equal(("captured", 150), (Status(after), after.GetProperty("points").GetInt64()));
    }

    [Fact]
    public async Task The_list_of_rewards_says_what_a_redemption_would()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var before = await RewardAsync(member);
        await story.Till.RecordAsync(member, new SaleBody("500.00"));
        var open = await RewardAsync(member);
        (await story.Operator.PostAsync($"/api/members/{member}/redemptions", """{"points":600,"capture":true}""")).Expect(201);
        var poor = await RewardAsync(member);

        Assert.Equal((false, "other-tier"), (before.GetProperty("open").GetBoolean(), before.GetProperty("reason").GetString()));
        Assert.Equal((true, "open"), (open.GetProperty("open").GetBoolean(), open.GetProperty("reason").GetString()));
        Assert.Equal(("points-missing", 100), (poor.GetProperty("reason").GetString(), poor.GetProperty("missing").GetInt64()));
    }

    [Fact]
    public async Task Too_few_points_at_once_and_more_than_there_are_are_refused_under_their_key()
    {
        var member = await MemberWithAsync("100.00");
        var few = await story.Operator.PostAsync($"/api/members/{member}/redemptions", """{"points":99}""");
        var many = await story.Operator.PostAsync($"/api/members/{member}/redemptions", """{"points":5000}""", "many-" + member);
        await story.Till.RecordAsync(member, new SaleBody("9000.00"));
        var again = await story.Operator.PostAsync($"/api/members/{member}/redemptions", """{"points":5000}""", "many-" + member);

        Assert.Equal((422, "below-minimum"), (few.Status, few.Problem));
        Assert.Equal((409, "insufficient-points"), (many.Status, many.Problem));
        Assert.Equal(many.Text, again.Text);
    }

    [Fact]
    public async Task A_quote_says_what_a_sale_will_earn_and_writes_nothing()
    {
        var card = MemberBody.NewCard();
        var member = await story.Operator.EnrolAsync(new MemberBody { Card = card });
        var sale = new SaleBody("120.00") { Card = card };

        var quote = (await story.Till.PostWithoutKeyAsync("/api/quotes", JsonElement.Parse(sale.ToWebhook(story.Hub.Now)).GetProperty("data").GetRawText()))
            .Expect(200).Json;
        var entries = (await story.Operator.EntriesAsync(member)).Count;
        var entry = await story.Till.RecordAsync(member, sale);

        Assert.Equal(1, entries);
        Assert.Equal(170, quote.GetProperty("points").GetInt64());
        Assert.Equal(Audit.Points(entry), quote.GetProperty("points").GetInt64());
        Assert.Equal(entry.GetProperty("rules").GetRawText(), quote.GetProperty("rules").GetRawText());
    }

    [Fact]
    [Trait("Fault", "114")]
    public async Task A_wrong_correction_is_corrected_and_both_stay_visible()
    {
        var member = await MemberWithAsync("100.00");
        await story.Operator.PostAsync($"/api/members/{member}/adjustments", """{"points":-120,"reason":"typing error","approvedBy":"kim"}""");
        await story.Operator.PostAsync($"/api/members/{member}/adjustments", """{"points":108,"reason":"was meant to be 12","approvedBy":"kim"}""");

        var entries = await Audit.IntactAsync(story.Hub, member);
        Assert.Equal([-120L, 108], entries.Skip(2).Select(Audit.Points));
        Assert.Equal("was meant to be 12", entries[^1].GetProperty("reason").GetString());
    }

    /// <summary>A member with the welcome bonus of 100, a point a euro, and 50 more from 100.00 on.</summary>
    private async Task<string> MemberWithAsync(string total)
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        await story.Till.RecordAsync(member, new SaleBody(total));
        return member;
    }

    private async Task<JsonElement> RedeemAsync(string member, string body) =>
        (await story.Operator.PostAsync($"/api/members/{member}/redemptions", body)).Expect(201).Json;

    private async Task<JsonElement> RewardAsync(string member)
    {
        var rewards = (await story.Operator.GetAsync($"/api/members/{member}/rewards")).Expect(200).Json.GetProperty("items").EnumerateArray();
        return rewards.Single(reward => reward.GetProperty("rewardId").GetString() == "free-coffee");
    }

    private Task<Reply> CloseAsync(JsonElement redemption, string step, string body) =>
        story.Operator.PostAsync($"/api/redemptions/{redemption.GetProperty("redemptionId").GetString()}/{step}", body);

    private static string? Status(JsonElement redemption) => redemption.GetProperty("status").GetString();

    private async Task BalanceIsAsync(string member, long points, long reserved, long available)
    {
        var balance = await story.Operator.BalanceAsync(member);
        Assert.Equal(
            (points, reserved, available),
            (balance.GetProperty("points").GetInt64(), balance.GetProperty("reserved").GetInt64(), balance.GetProperty("available").GetInt64()));
    }
}
