using System.Text.Json;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Two members turn out to be one person.</summary>
[Collection(StoryHub.Collection)]
public sealed class MergeStories(StoryHub story)
{
    [Fact]
    [Trait("Fault", "110")]
    public async Task What_the_other_member_had_is_here_and_the_old_id_leads_here_whatever_is_asked()
    {
        var ((stays, _), (goes, card)) = (await story.EnrolAsync(), await story.EnrolAsync());
        await story.Till.RecordAsync(goes, new SaleBody("40.00"));

        var merged = (await MergeAsync(stays, goes)).Expect(200).Json;

        Assert.Equal((140L, 240L), (Audit.Points(merged.GetProperty("entry")), await story.Operator.PointsAsync(stays)));
        Assert.Equal(stays, await story.Operator.FindAsync("card", card));
        await Audit.IntactAsync(story.Hub, stays);
        var history = await story.Operator.EntriesAsync(stays);
        Assert.Equal(2, history.Count(entry => entry.TryGetProperty("memberId", out var whose) && whose.GetString() == goes && Audit.Points(entry) > 0));
        var export = (await story.Operator.GetAsync($"/api/members/{stays}/export")).Expect(200).Json.GetProperty("entries");
        Assert.Equal(history.Count, export.GetArrayLength());
        var first = (await story.Operator.GetAsync($"/api/members/{stays}/entries?limit=1")).Expect(200).Json;
        Assert.Equal(Audit.Points(history[^1]), Audit.Points(first.GetProperty("items")[0]));
        Assert.Equal(history.Count, await CountByAsync(stays, 1));
        Assert.Equal(history.Count, await CountByAsync(stays, 2));
        Reply[] asked =
        [
            await story.Operator.GetAsync($"/api/members/{goes}"),
            await story.Operator.GetAsync($"/api/members/{goes}/balance"),
            await story.Operator.PatchAsync($"/api/members/{goes}", """{"givenName":"Ada"}"""),
            await story.Operator.PostAsync($"/api/members/{goes}/identities", $$"""{"type":"card","value":"{{MemberBody.NewCard()}}"}"""),
            await story.Till.TryRecordAsync(goes, new SaleBody("1.00")),
            await story.Operator.PostAsync($"/api/members/{goes}/redemptions", """{"points":100}"""),
            await story.Operator.PostAsync($"/api/members/{goes}/adjustments", """{"points":1,"reason":"x","approvedBy":"kim"}"""),
            await MergeAsync(goes, stays),
            await story.Operator.DeleteAsync($"/api/members/{goes}"),
        ];
        Assert.All(asked, reply => Assert.Equal(308, reply.Status));
        var entries = await story.Operator.GetAsync($"/api/members/{goes}/entries?limit=7");
        Assert.Equal((308, $"/api/members/{stays}/entries?limit=7"), (entries.Status, entries.Header("Location")));
    }

    [Fact]
    [Trait("Fault", "110")]
    public async Task A_sale_with_the_old_card_and_a_refund_of_an_old_receipt_reach_the_member_who_stays()
    {
        var ((stays, _), (goes, card)) = (await story.EnrolAsync(), await story.EnrolAsync());
        var old = new SaleBody("40.00");
        await story.Till.RecordAsync(goes, old);
        (await MergeAsync(stays, goes)).Expect(200);

        var refund = (await story.Till.PostAsync("/api/refunds", $$"""{"receiptId":"{{old.ReceiptId}}","storeId":"berlin-1","refundId":"f1","currency":"EUR","total":"10.00"}""")).Expect(200).Json;
        await story.Acme.AcceptedAsync(new SaleBody("7.00") { Card = card });

        Assert.Equal(-10, Audit.Points(refund.GetProperty("entry")));
        await Eventually.SeeAsync("the sale with the old card", () => story.Operator.PointsAsync(stays), points => points == 237, points => $"{points}");
    }

    [Fact]
    [Trait("Fault", "110")]
    public async Task A_merge_that_cannot_be_is_refused_and_changes_nothing()
    {
        var ((one, _), (two, _), (three, _)) = (await story.EnrolAsync(), await story.EnrolAsync(), await story.EnrolAsync());
        (await story.Operator.PostAsync($"/api/members/{two}/redemptions", """{"points":100}""")).Expect(201);
        var erased = await story.Operator.EnrolAsync(new MemberBody());
        (await story.Operator.DeleteAsync($"/api/members/{erased}")).Expect(204);

        var reserved = await MergeAsync(one, two);
        var itself = await MergeAsync(one, one);
        var gone = await MergeAsync(one, erased);
        (await MergeAsync(one, three)).Expect(200);
        var twice = await MergeAsync(one, three);
        var elsewhere = await MergeAsync(two, three);

        Assert.Equal((409, "merge-refused"), (reserved.Status, reserved.Problem));
        Assert.Equal((422, "invalid"), (itself.Status, itself.Problem));
        Assert.Equal((404, "not-found"), (gone.Status, gone.Problem));
        Assert.Equal((409, "merge-refused"), (twice.Status, twice.Problem));
        Assert.Equal((409, "merge-refused"), (elsewhere.Status, elsewhere.Problem));
        Assert.Equal((200L, 100L), (await story.Operator.PointsAsync(one), await story.Operator.PointsAsync(two)));
    }

    /// <summary>The entries of all pages of that size.</summary>
    private async Task<int> CountByAsync(string member, int limit)
    {
        var count = 0;
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await story.Operator.GetAsync($"/api/members/{member}/entries?limit={limit}{cursor}")).Expect(200).Json;
            count += page.GetProperty("items").GetArrayLength();
            cursor = page.TryGetProperty("next", out var next) ? $"&cursor={next.GetString()}" : null;
        }

        return count;
    }

    private Task<Reply> MergeAsync(string into, string from) =>
        story.Operator.PostAsync($"/api/members/{into}/merge", JsonSerializer.Serialize(new { from }));
}
