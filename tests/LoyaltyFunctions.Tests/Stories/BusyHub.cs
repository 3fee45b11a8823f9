using System.Collections.Concurrent;
using System.Globalization;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>A hub of one's own with members who shop a lot, and the check that each of their sales has counted once.</summary>
internal sealed class BusyHub : IAsyncDisposable
{
    public const int SaleCount = 300;

    private const int MemberCount = 4;
    private const int Welcome = 100;

    private readonly Dictionary<string, string> _members;
    private readonly ConcurrentDictionary<string, string> _accepted = new();
    private readonly Dictionary<string, (string Id, string Body)> _webhooks;

    private BusyHub(Hub hub, IEnumerable<(string Card, string Member)> members)
    {
        Hub = hub;
        _members = members.ToDictionary(member => member.Card, member => member.Member);
        // From 1 to 5 euros by turns: the sum of a member stays below the next tier.
        var cards = _members.Keys.ToList();
        Sales = [.. Enumerable.Range(0, SaleCount).Select(i => new SaleBody($"{1 + (i % 5)}.00") { Card = cards[i % cards.Count] })];
        _webhooks = Sales.ToDictionary(sale => sale.ReceiptId, sale => (WebhookSender.NewId(), sale.ToWebhook(hub.Now)));
    }

    public Hub Hub { get; }

    public IReadOnlyList<SaleBody> Sales { get; }

    /// <summary>The hub's ids of the deliveries that were accepted.</summary>
    public ICollection<string> Accepted => _accepted.Values;

    public static async Task<BusyHub> StartAsync()
    {
        var hub = await Hub.StartAsync();
        var members = new List<(string, string)>();
        for (var i = 0; i < MemberCount; i++)
        {
            var body = new MemberBody();
            members.Add((body.Card!, await hub.As("operator").EnrolAsync(body)));
        }

        return new BusyHub(hub, members);
    }

    /// <summary>Sends a sale as the same webhook each time.</summary>
    public async Task<Reply> SendAsync(SaleBody sale)
    {
        var (id, body) = _webhooks[sale.ReceiptId];
        var reply = await Hub.Sender("acme", HubSettings.AcmeSecret).SendAsync(body, id);
        if (reply.Status == 202)
            Assert.True(_accepted.TryAdd(sale.ReceiptId, reply.Json.GetProperty("id").GetString()!));
        return reply;
    }

    /// <summary>Records a sale with the same key each time.</summary>
    public Task<Reply> RecordAsync(SaleBody sale) => Hub.As("till").TryRecordAsync(_members[sale.Card!], sale, $"key-{sale.ReceiptId}");

    /// <summary>What a crash left unfinished is finished a while later; whatever had been done stays done once.</summary>
    public async Task SweepLaterAsync()
    {
        Hub.Kill();
        await Hub.StartAgainAsync(ahead: TimeSpan.FromMinutes(10));
        await Hub.As("operator").RunTimerAsync("SweepOutboxTimer");
    }

    public async Task AssertCountedOnceAsync()
    {
        foreach (var (card, member) in _members)
        {
            var expected = Sales.Where(sale => sale.Card == card).Select(sale => (sale.ReceiptId, PointsOf(sale))).ToList();
            var all = Welcome + expected.Sum(sale => sale.Item2);
            await Eventually.SeeAsync($"{member} has all points", () => Hub.As("operator").PointsAsync(member), points => points >= all);

            var entries = await Audit.IntactAsync(Hub, member);

            var earned = entries.Where(entry => Audit.ReceiptOf(entry) is not null).ToList();
            Assert.Equal(expected.Order(), earned.Select(entry => (Audit.ReceiptOf(entry)!, Audit.Points(entry))).Order());
            Assert.Equal(Welcome, Audit.Points(Assert.Single(entries.Except(earned))));
        }
    }

    public async ValueTask DisposeAsync()
    {
        var leaks = Hub.Output.Leaks(Hub.Settings.Confidential);
        await Hub.DisposeAsync();
        Assert.Empty(leaks);
    }

    private static long PointsOf(SaleBody sale) => long.Parse(sale.Total[..^3], CultureInfo.InvariantCulture);
}
