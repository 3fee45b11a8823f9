using System.Text.Json;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>What a member is shown: what can be earned and why not, what the tiers open, how far it is, and all that is held.</summary>
[Collection(StoryHub.Collection)]
public sealed class StandingStories(StoryHub story)
{
    [Fact]
    public async Task An_offer_whose_limit_is_reached_says_so()
    {
        var card = MemberBody.NewCard();
        var member = await story.Operator.EnrolAsync(new MemberBody { Card = card });
        Assert.Equal(("open", 1), await VisitAsync(member));

        var visit = await story.Acme.AcceptedAsync(
            $$$"""{"type":"checkin","occurredAt":"{{{DateTimeOffset.UtcNow:O}}}","data":{"member":{"type":"card","value":"{{{card}}}"},"storeId":"berlin-1"}}""");
        await story.Operator.DeliveryAsync(visit, "processed");

        Assert.Equal(("limit-reached", 0), await VisitAsync(member));
    }

    [Fact]
    public async Task Open_offers_are_ranked_by_what_the_member_usually_buys_unless_profiling_is_refused()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        await story.Till.RecordAsync(member, new SaleBody("120.00"));

        var told = await story.Operator.GetAsync($"/api/members/{member}/offers");
        // One purchase in ninety days is a third of one in thirty.
        Assert.Equal(["base 1 40", "big-basket 2 16"], Items(told).Where(offer => offer.TryGetProperty("rank", out _))
            .Select(offer => $"{offer.GetProperty("id")} {offer.GetProperty("rank")} {offer.GetProperty("expected").GetProperty("points")}"));
        Assert.Equal("120.00", told.Json.GetProperty("habits").GetProperty("spent").GetProperty("amount").GetString());

        (await story.Operator.PatchAsync($"/api/members/{member}", """{"consents":{"profiling":false}}""")).Expect(200);
        var refused = await story.Operator.GetAsync($"/api/members/{member}/offers");
        Assert.False(refused.Json.TryGetProperty("habits", out _));
        Assert.DoesNotContain(Items(refused), offer => offer.TryGetProperty("rank", out _));
    }

    [Fact]
    public async Task Benefits_open_with_the_tier_and_progress_counts_towards_the_next()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        Assert.Equal(["free-shipping: False", "concierge: False"], await BenefitsAsync(member));

        await story.Till.RecordAsync(member, new SaleBody("600.00"));

        Assert.Equal(["free-shipping: True", "concierge: False"], await BenefitsAsync(member));
        var next = Items(await story.Operator.GetAsync($"/api/members/{member}/progress"))[0];
        Assert.Equal(("gold", 650, 2000), (next.GetProperty("id").GetString(), next.GetProperty("done").GetInt64(), next.GetProperty("goal").GetInt64()));
    }

    [Fact]
    public async Task An_export_holds_profile_and_history_until_the_member_is_erased()
    {
        var email = MemberBody.NewEmail();
        var member = await story.Operator.EnrolAsync(new MemberBody { Email = email });
        await story.Till.RecordAsync(member, new SaleBody("40.00"));

        var export = (await story.Operator.GetAsync($"/api/members/{member}/export")).Expect(200).Json;
        Assert.Equal(email, export.GetProperty("member").GetProperty("email").GetString());
        Assert.Equal(["bonus", "earn"], export.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));

        (await story.Operator.DeleteAsync($"/api/members/{member}", "erase-" + member)).Expect(204);
        (await story.Operator.GetAsync($"/api/members/{member}/export")).Expect(404);
    }

    private async Task<(string? Reason, long Left)> VisitAsync(string member)
    {
        var offers = Items(await story.Operator.GetAsync($"/api/members/{member}/offers"));
        var visit = offers.Single(offer => offer.GetProperty("id").GetString() == "visit");
        return (visit.GetProperty("reason").GetString(), visit.GetProperty("usesLeft").GetInt64());
    }

    private async Task<IEnumerable<string>> BenefitsAsync(string member) =>
        Items(await story.Operator.GetAsync($"/api/members/{member}/benefits")).Select(item => $"{item.GetProperty("id").GetString()}: {item.GetProperty("open").GetBoolean()}");

    private static List<JsonElement> Items(Reply reply) => [.. reply.Expect(200).Json.GetProperty("items").EnumerateArray()];
}
