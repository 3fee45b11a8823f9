using System.Globalization;
using Testing.Hubs;
using Xunit.Abstractions;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>The hub dies under load, is started again, and nothing is lost or counted twice.</summary>
public sealed class CrashStories(ITestOutputHelper output)
{
    private const int Members = 4;
    private const int Sales = 300;
    private const int Ends = 2;

    [Fact]
    [Trait("Fault", "33")]
    [Trait("Fault", "34")]
    [Trait("Fault", "35")]
    [Trait("Fault", "42")]
    public async Task Webhooks_that_were_accepted_count_once_however_often_the_hub_is_killed()
    {
        await using var hub = await Hub.StartAsync();
        var members = await EnrolAsync(hub);
        var deliveries = NewSales(members).Select(sale => (Sale: sale, Id: WebhookSender.NewId(), Body: sale.ToWebhook(hub.Now))).ToList();
        var acme = hub.Sender("acme", HubSettings.AcmeSecret);
        var accepted = new Dictionary<string, string>();
        var senders = new Senders<(SaleBody Sale, string Id, string Body)>(deliveries, SendAsync, expected: 202);

        await KillWhileAsync(hub, senders, seed: 20261122);

        Assert.Equal(Sales, accepted.Count);
        foreach (var id in accepted.Values)
            await hub.As("operator").DeliveryAsync(id, "processed");
        await AssertCountedOnceAsync(hub, members, [.. deliveries.Select(delivery => delivery.Sale)]);
        await AssertSweepChangesNothingAsync(hub, members, [.. deliveries.Select(delivery => delivery.Sale)]);

        async Task<Reply> SendAsync((SaleBody Sale, string Id, string Body) delivery)
        {
            var reply = await acme.SendAsync(delivery.Body, delivery.Id);
            if (reply.Status == 202)
            {
                lock (accepted)
                    accepted.Add(delivery.Id, reply.Json.GetProperty("id").GetString()!);
            }

            return reply;
        }
    }

    [Fact]
    [Trait("Fault", "36")]
    [Trait("Fault", "37")]
    [Trait("Fault", "38")]
    public async Task Purchases_that_tills_repeat_count_once_however_often_the_hub_is_killed()
    {
        await using var hub = await Hub.StartAsync();
        var members = await EnrolAsync(hub);
        var sales = NewSales(members);
        var till = hub.As("till");
        var senders = new Senders<SaleBody>(sales, sale => till.TryRecordAsync(members[sale.Card!], sale, $"key-{sale.ReceiptId}"), expected: 200);

        await KillWhileAsync(hub, senders, seed: 42);

        await AssertSweepChangesNothingAsync(hub, members, sales);
        foreach (var sale in sales.Take(20))
        {
            var again = (await till.TryRecordAsync(members[sale.Card!], sale, $"key-{sale.ReceiptId}")).Expect(200);
            Assert.Equal("true", again.Header("Idempotency-Replayed"));
            Assert.Equal(sale.ReceiptId, Audit.ReceiptOf(again.Json.GetProperty("entry")));
        }
    }

    [Fact]
    [Trait("Fault", "42")]
    public async Task A_hub_that_is_told_to_stop_finishes_what_it_has_accepted()
    {
        await using var hub = await Hub.StartAsync();
        var members = await EnrolAsync(hub);
        var sales = NewSales(members);
        var bodies = sales.ToDictionary(sale => sale.ReceiptId, sale => (Id: WebhookSender.NewId(), Body: sale.ToWebhook(hub.Now)));
        var acme = hub.Sender("acme", HubSettings.AcmeSecret);
        var senders = new Senders<SaleBody>(sales, sale => acme.SendAsync(bodies[sale.ReceiptId].Body, bodies[sale.ReceiptId].Id), expected: 202);

        await EndWhileAsync(senders, new Random(7), async () =>
        {
            Assert.Equal(0, await hub.StopAsync());
            await hub.StartAgainAsync();
        });

        await AssertCountedOnceAsync(hub, members, sales);
    }

    private Task KillWhileAsync<T>(Hub hub, Senders<T> senders, int seed)
    {
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        return EndWhileAsync(senders, random, async () =>
        {
            await Task.Delay(random.Next(30));
            hub.Kill();
            await hub.StartAgainAsync();
        });
    }

    /// <summary>Ends the hub at random moments in the middle, and starts it again.</summary>
    private async Task EndWhileAsync<T>(Senders<T> senders, Random random, Func<Task> end)
    {
        var all = senders.RunAsync();
        for (var i = 1; i <= Ends; i++)
        {
            var reached = senders.ReachAsync((i * Sales / (Ends + 1)) - random.Next(Sales / (2 * Ends)));
            await await Task.WhenAny(reached, all);
            await end();
            output.WriteLine($"End {i} after {senders.Done} answers, {senders.Unanswered} requests without");
        }

        await all;
        Assert.True(senders.Unanswered > 0, "No request was interrupted.");
    }

    /// <summary>What a crash left unfinished is finished a while later; whatever had been done stays done once.</summary>
    private static async Task AssertSweepChangesNothingAsync(Hub hub, Dictionary<string, string> members, IReadOnlyList<SaleBody> sales)
    {
        hub.Kill();
        await hub.StartAgainAsync(ahead: TimeSpan.FromMinutes(10));
        await hub.As("operator").RunTimerAsync("SweepOutboxTimer");
        await AssertCountedOnceAsync(hub, members, sales);
    }

    private static async Task AssertCountedOnceAsync(Hub hub, Dictionary<string, string> members, IReadOnlyList<SaleBody> sales)
    {
        foreach (var (card, member) in members)
        {
            var expected = sales.Where(sale => sale.Card == card).Select(sale => (sale.ReceiptId, Points: long.Parse(sale.Total[..^3], CultureInfo.InvariantCulture))).ToList();
            await Eventually.SeeAsync(
                $"{member} has all points",
                () => hub.As("operator").PointsAsync(member),
                points => points >= 100 + expected.Sum(sale => sale.Points));

            var entries = await Audit.IntactAsync(hub, member);

            Assert.Equal(
                expected.Order(),
                entries.Where(entry => Audit.ReceiptOf(entry) is not null).Select(entry => (Audit.ReceiptOf(entry)!, Audit.Points(entry))).Order());
            Assert.Equal(100, Audit.Points(Assert.Single(entries, entry => Audit.ReceiptOf(entry) is null)));
        }
    }

    private static async Task<Dictionary<string, string>> EnrolAsync(Hub hub)
    {
        var members = new Dictionary<string, string>();
        for (var i = 0; i < Members; i++)
        {
            var body = new MemberBody();
            members.Add(body.Card!, await hub.As("operator").EnrolAsync(body));
        }

        return members;
    }

    /// <summary>Sales of 1 to 5 euros by turns, too small for another tier.</summary>
    private static List<SaleBody> NewSales(Dictionary<string, string> members) =>
        [.. Enumerable.Range(0, Sales).Select(i => new SaleBody($"{1 + (i % 5)}.00") { Card = members.Keys.ElementAt(i % Members) })];
}
