using System.Text;
using System.Text.Json;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>A sale at a partner's till, on its whole way: webhook, queue, ledger, archive, topic, and back out of the API.</summary>
[Collection(StoryHub.Collection)]
public sealed class SaleStories(StoryHub story)
{
    [Fact]
    public async Task A_sale_of_the_hubs_own_format_earns_its_points()
    {
        var member = await DeliveredAsync("member.enrolled", "card", "6035 0001 2345");

        var id = await story.Acme.AcceptedAsync(Sample("StandardWebhooks", "purchase.completed"));
        var delivery = await story.Operator.DeliveryAsync(id, "processed");

        // 24.90 of coffee counts twice: 49.80 + 4.47 + 3.13 + 12.00 - 2.00 = 67.40.
        var entry = await EntryOfAsync(delivery, member);
        Assert.Equal(67, Audit.Points(entry));
        Assert.Equal([("base", 42L), ("coffee-2x", 25L)], RulesOf(entry));
        Assert.Equal("acme", entry.GetProperty("source").GetProperty("partner").GetString());
        Assert.Equal("R-1001", Audit.ReceiptOf(entry));
        Assert.Equal("2026-11-02T08:30:00", $"{entry.GetProperty("occurredAt").GetDateTimeOffset().UtcDateTime:s}");
        Assert.Equal(167, await story.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task A_payment_at_Square_earns_its_points()
    {
        await story.Operator.DeliveryAsync(await SquareAsync("customer.created"), "processed");
        var member = await story.Operator.FindAsync("square-customer", "JDKYSAMPLECUSTOMER01");

        var delivery = await story.Operator.DeliveryAsync(await SquareAsync("payment.updated"), "processed");

        // 18.50 paid; the tip of 2.00 on top earns nothing.
        Assert.Equal(18, Audit.Points(await EntryOfAsync(delivery, member)));
        Assert.Equal(118, await story.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task A_paid_order_at_Shopify_earns_its_points()
    {
        await story.Operator.DeliveryAsync(await ShopifyAsync("customers.create"), "processed");
        var member = await story.Operator.FindAsync("shopify-customer", "9007199254740995");

        var delivery = await story.Operator.DeliveryAsync(await ShopifyAsync("orders.paid"), "processed");

        // Two bags at 14.50 less 2.90 discount are 26.10; the gift card, shipping and taxes earn nothing.
        Assert.Equal(26, Audit.Points(await EntryOfAsync(delivery, member)));
        Assert.Equal(126, await story.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task Every_entry_is_archived_with_its_hash_and_told_by_one_event()
    {
        var (member, card) = await story.EnrolAsync();
        foreach (var total in new[] { "10.00", "20.00", "30.00" })
            await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(new SaleBody(total) { Card = card }), "processed");

        var entries = await Audit.IntactAsync(story.Hub, member);
        Assert.Equal([100L, 10, 20, 30], entries.Select(Audit.Points));
        var events = await Eventually.SeeAsync(
            "the topic was told", () => story.Operator.EventsAsync(member), told => told.Count >= 5, told => $"{told.Count} events");
        Assert.Equal(
            ["loyalty.member.enrolled", .. Enumerable.Repeat("loyalty.points.earned", 4)],
            events.Select(told => told.GetProperty("type").GetString()!).Order());
        var earned = events.Where(told => told.GetProperty("type").GetString() == "loyalty.points.earned").ToList();
        Assert.Equal(["1", "2", "3", "4"], earned.Select(told => told.GetProperty("sequence").GetString()!).Order());
        Assert.Equal(events.Count, events.Select(told => told.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(events, told => Assert.Equal("/loyalty/sample", told.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task A_receipt_too_long_for_a_message_goes_through_all_the_same()
    {
        var (member, card) = await story.EnrolAsync();
        var lines = Enumerable.Range(1, 900).Select(i => new SaleLine("groceries", "0.10", $"ARTICLE-WITH-A-RATHER-LONG-NUMBER-{i:D9}"));
        var sale = new SaleBody("90.00") { Card = card, Lines = [.. lines] };
        Assert.True(sale.ToData().Length > 64 * 1024);

        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(sale), "processed");

        Assert.Equal(190, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "65")]
    public async Task An_event_type_that_nobody_knows_is_taken_recorded_and_dropped()
    {
        var id = await story.Acme.AcceptedAsync("""{"type":"till.opened","occurredAt":"2026-11-02T09:30:00+01:00","data":{"till":7}}""");

        var delivery = await story.Operator.DeliveryAsync(id, "processed");

        Assert.Contains("till.opened", delivery.GetProperty("reason").GetString());
        Assert.Empty(delivery.GetProperty("entries").EnumerateArray());
    }

    private async Task<string> DeliveredAsync(string sample, string type, string value)
    {
        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(Sample("StandardWebhooks", sample)), "processed");
        return await story.Operator.FindAsync(type, value);
    }

    private Task<string> SquareAsync(string sample)
    {
        var body = Encoding.UTF8.GetBytes(Sample("Square", sample));
        return AcceptedAsync("square", body, SignedBy.Square(HubSettings.SquareSecret, HubSettings.SquareUrl, body));
    }

    private Task<string> ShopifyAsync(string sample)
    {
        var body = Encoding.UTF8.GetBytes(Sample("Shopify", sample));
        var topic = sample.Replace('.', '/');
        return AcceptedAsync("shopify", body, SignedBy.Shopify(HubSettings.ShopifySecret, topic, $"event-{sample}", body));
    }

    private async Task<string> AcceptedAsync(string partner, byte[] body, Dictionary<string, string> headers)
    {
        var reply = await story.Hub.DeliverAsync($"/api/webhooks/pos/{partner}", body, headers);
        return reply.Expect(202).Json.GetProperty("id").GetString()!;
    }

    /// <summary>The one entry that a delivery names.</summary>
    private async Task<JsonElement> EntryOfAsync(JsonElement delivery, string member)
    {
        var named = Assert.Single(delivery.GetProperty("entries").EnumerateArray());
        Assert.Equal(member, named.GetProperty("memberId").GetString());
        var sequence = named.GetProperty("seq").GetInt64();
        return (await story.Operator.EntriesAsync(member)).Single(entry => entry.GetProperty("seq").GetInt64() == sequence);
    }

    private static (string, long)[] RulesOf(JsonElement entry) =>
        [.. entry.GetProperty("rules").EnumerateArray().Select(rule => (rule.GetProperty("id").GetString()!, Audit.Points(rule)))];

    private static string Sample(string format, string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Connectors", format, "samples", $"{name}.json"));
}
