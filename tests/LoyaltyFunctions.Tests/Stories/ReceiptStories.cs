using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>One receipt earns once, for one member, for ever.</summary>
[Collection(StoryHub.Collection)]
public sealed class ReceiptStories(StoryHub story)
{
    [Fact]
    [Trait("Fault", "4")]
    public async Task A_receipt_under_a_new_delivery_id_earns_no_second_time()
    {
        var (member, card) = await story.EnrolAsync();
        var sale = new SaleBody("12.00") { Card = card };

        var first = await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(sale), "processed");
        var second = await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(sale), "processed");

        Assert.Equal($"{first.GetProperty("entries")}", $"{second.GetProperty("entries")}");
        Assert.Contains("counted before", second.GetProperty("reason").GetString());
        Assert.Equal([100L, 12], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points));
    }

    [Fact]
    [Trait("Fault", "4")]
    public async Task A_till_that_records_a_receipt_again_gets_the_first_entry()
    {
        var (member, _) = await story.EnrolAsync();
        var sale = new SaleBody("12.00");

        var first = await story.Till.RecordAsync(member, sale);
        var again = (await story.Till.TryRecordAsync(member, sale)).Expect(200).Json;

        Assert.True(again.GetProperty("duplicate").GetBoolean());
        Assert.Equal($"{first}", $"{again.GetProperty("entry")}");
        Assert.Equal(112, again.GetProperty("balance").GetProperty("points").GetInt64());
        Assert.Equal(112, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "6")]
    public async Task Another_members_receipt_is_refused_at_the_till_and_parked_on_the_webhook()
    {
        var (owner, _) = await story.EnrolAsync();
        var (other, othersCard) = await story.EnrolAsync();
        var sale = new SaleBody("12.00") { Card = othersCard };
        await story.Till.RecordAsync(owner, sale);

        Assert.Equal("receipt-claimed", (await story.Till.TryRecordAsync(other, sale)).Expect(409).Problem);
        var parked = await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(sale), "parked");

        Assert.Equal("the receipt belongs to another member", parked.GetProperty("reason").GetString());
        Assert.Equal([100L], (await Audit.IntactAsync(story.Hub, other)).Select(Audit.Points));
        Assert.Equal([100L, 12], (await Audit.IntactAsync(story.Hub, owner)).Select(Audit.Points));
    }

    [Fact]
    [Trait("Fault", "6")]
    public async Task Of_two_members_who_claim_a_receipt_at_once_one_gets_it()
    {
        var ((one, _), (two, _)) = (await story.EnrolAsync(), await story.EnrolAsync());
        const int receipts = 25;
        for (var i = 0; i < receipts; i++)
        {
            var sale = new SaleBody("10.00");

            var replies = await Task.WhenAll(story.Till.TryRecordAsync(one, sale), story.Till.TryRecordAsync(two, sale));

            Assert.Equal([200, 409], replies.Select(reply => reply.Status).Order());
            Assert.Equal("receipt-claimed", replies.Single(reply => reply.Status == 409).Problem);
        }

        var entries = (await Audit.IntactAsync(story.Hub, one)).Concat(await Audit.IntactAsync(story.Hub, two));
        var earned = entries.Select(Audit.ReceiptOf).OfType<string>().ToList();
        Assert.Equal(receipts, earned.Count);
        Assert.Equal(receipts, earned.Distinct().Count());
    }

    [Fact]
    [Trait("Fault", "80")]
    public async Task Receipts_of_two_partners_with_the_same_number_are_two_receipts()
    {
        var (member, _) = await story.EnrolAsync();
        var sale = new SaleBody("12.00");

        var acmes = await story.Till.RecordAsync(member, sale);
        var bistros = await story.Hub.As("bistro-till").RecordAsync(member, sale);

        Assert.Equal("acme", acmes.GetProperty("source").GetProperty("partner").GetString());
        Assert.Equal("bistro", bistros.GetProperty("source").GetProperty("partner").GetString());
        Assert.Equal(124, await story.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task A_receipt_number_that_a_till_uses_again_on_another_day_is_another_receipt()
    {
        var (member, _) = await story.EnrolAsync();
        var today = new SaleBody("12.00").ToData();
        var (monday, tuesday) = (Dated(today, "2026-11-02"), Dated(today, "2026-11-03"));

        foreach (var body in new[] { monday, tuesday, monday })
            (await story.Till.PostAsync($"/api/members/{member}/purchases", body)).Expect(200);

        Assert.Equal([100L, 12, 12], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points));

        static string Dated(string body, string day) => body.Replace("{", $$"""{"businessDate":"{{day}}",""", StringComparison.Ordinal);
    }
}
