using System.Globalization;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Callers who ask too much are told when to come back. On a hub of its own, because its limits are tiny.</summary>
public sealed class RateLimitStories : IAsyncLifetime
{
    private const int Burst = 3;

    private Hub _hub = null!;

    public async Task InitializeAsync() => _hub = await Hub.StartAsync(HubSettings.Standard
        .With("RateLimit__PerSecond", "1").With("RateLimit__Burst", $"{Burst}").With("RateLimit__FailuresPerMinute", $"{Burst}"));

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Each_client_and_each_partner_has_a_rate_of_its_own()
    {
        var acme = _hub.Sender("acme", HubSettings.AcmeSecret);
        var bistro = _hub.Sender("bistro", HubSettings.BistroSecret);

        AssertLimited(await ManyAsync(() => _hub.As("app").GetAsync("/api/program")), 200);
        AssertLimited(await ManyAsync(() => acme.SendAsync(new SaleBody("12.00"))), 202);

        Assert.Equal(200, (await _hub.As("till").GetAsync("/api/program")).Status);
        Assert.Equal(202, (await bistro.SendAsync(new SaleBody("12.00"))).Status);
        await Eventually.SeeAsync("the app may ask again", () => _hub.As("app").GetAsync("/api/program"), reply => reply.Status == 200);
    }

    [Fact]
    [Trait("Fault", "82")]
    public async Task Failed_signatures_are_limited_and_good_ones_still_pass()
    {
        var forger = _hub.Sender("acme", HubSettings.BistroSecret);

        AssertLimited(await ManyAsync(() => forger.SendAsync(new SaleBody("12.00"))), 401);

        Assert.Equal(202, (await _hub.Sender("bistro", HubSettings.BistroSecret).SendAsync(new SaleBody("12.00"))).Status);
    }

    private static async Task<IReadOnlyList<Reply>> ManyAsync(Func<Task<Reply>> ask)
    {
        var replies = new List<Reply>();
        for (var i = 0; i < 4 * Burst; i++)
            replies.Add(await ask());
        return replies;
    }

    /// <summary>The burst passes; some of the rest are refused with a time to wait.</summary>
    private static void AssertLimited(IReadOnlyList<Reply> replies, int passed)
    {
        Assert.All(replies.Take(Burst), reply => Assert.Equal(passed, reply.Status));
        var limited = replies.Where(reply => reply.Status != passed).ToList();
        Assert.NotEmpty(limited);
        Assert.All(limited, reply => Assert.Equal("rate-limited", reply.Expect(429).Problem));
        Assert.All(limited, reply => Assert.InRange(int.Parse(reply.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 60));
    }
}
