using System.Net;
using System.Net.Sockets;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>What happens much later, seen by moving the hub's clock.</summary>
public sealed class LaterStories
{
    [Fact]
    public async Task A_sale_whose_card_nobody_enrols_within_30_days_is_parked()
    {
        await using var hub = await Hub.StartAsync();
        var acme = hub.Sender("acme", HubSettings.AcmeSecret);
        var card = MemberBody.NewCard();
        var forgotten = await acme.AcceptedAsync(new SaleBody("12.00") { Card = card });
        await hub.As("operator").DeliveryAsync(forgotten, "waiting");
        await hub.StopAsync();

        await hub.StartAgainAsync(ahead: TimeSpan.FromDays(31));
        var recent = await acme.AcceptedAsync(new SaleBody("30.00") { Card = MemberBody.NewCard() });
        await hub.As("operator").DeliveryAsync(recent, "waiting");
        await hub.As("operator").RunTimerAsync("RetryParkedTimer");

        var parked = await hub.As("operator").DeliveryAsync(forgotten, "parked");
        Assert.Contains("30 days", parked.GetProperty("reason").GetString());
        var member = await hub.As("operator").EnrolAsync(new MemberBody { Card = card });
        await hub.As("operator").DeliveryAsync(recent, "waiting");
        Assert.Equal(100, await hub.As("operator").PointsAsync(member));
        Assert.Empty(hub.Output.Leaks(hub.Settings.Confidential));
    }

    [Fact]
    [Trait("Fault", "37")]
    public async Task An_entry_that_was_committed_but_never_published_reaches_the_topic_after_a_crash()
    {
        // A topic that takes connections and never answers, so that the publication is certain to be lost with the process.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}/api/events";
        await using var hub = await Hub.StartAsync(HubSettings.Standard.With("EventGrid__TopicEndpoint", address));
        var member = await hub.As("operator").EnrolAsync(new MemberBody());
        await hub.As("till").RecordAsync(member, new SaleBody("12.00"));
        hub.Kill();

        await hub.StartAgainAsync(ahead: TimeSpan.FromMinutes(10), HubSettings.Standard);
        Assert.Empty(await hub.As("operator").EventsAsync(member));
        await hub.As("operator").RunTimerAsync("SweepOutboxTimer");

        var events = await Eventually.SeeAsync(
            "the topic was told", () => hub.As("operator").EventsAsync(member), told => told.Count >= 3, told => $"{told.Count} events");
        Assert.Equal(
            ["loyalty.member.enrolled", "loyalty.points.earned", "loyalty.points.earned"],
            events.Select(told => told.GetProperty("type").GetString()!).Order());
        Assert.Equal([100L, 12], (await Audit.IntactAsync(hub, member)).Select(Audit.Points));
        Assert.Empty(hub.Output.Leaks(hub.Settings.Confidential));
    }

    [Fact]
    [Trait("Fault", "2")]
    public async Task Two_hubs_on_one_store_count_a_delivery_and_a_receipt_once()
    {
        await using var one = await Hub.StartAsync();
        await using var two = await Hub.StartAsync(storage: one.Storage);
        var card = MemberBody.NewCard();
        var member = await one.As("operator").EnrolAsync(new MemberBody { Card = card });
        var (sale, id) = (new SaleBody("12.00") { Card = card }, WebhookSender.NewId());
        var body = sale.ToWebhook(one.Now);
        var hubs = new[] { one, two };

        var tills = Enumerable.Range(0, 50).Select(i => hubs[i % 2]).ToList();
        var accepted = await Task.WhenAll(tills.Select(hub => hub.Sender("acme", HubSettings.AcmeSecret).AcceptedAsync(body, id)));
        var synchronous = new SaleBody("30.00");
        var replies = await Task.WhenAll(tills.Select(hub => hub.As("till").TryRecordAsync(member, synchronous, "one-key")));

        await two.As("operator").DeliveryAsync(Assert.Single(accepted.Distinct()), "processed");
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal("in-flight", reply.Expect(409).Problem));
        Assert.Single(replies.Where(reply => reply.Status == 200).Select(reply => reply.Text).Distinct());
        Assert.Equal([12L, 30, 100], (await Audit.IntactAsync(two, member)).Select(Audit.Points).Order());
    }
}
