using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Outbound.Http;
using LoyaltyFunctions.Tests.Proof;
using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Tests.Outbound.Sources;

/// <summary>Systems that do not answer, or not as they should.</summary>
public sealed class SourceFaultTests : AskedSystem
{
    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task What_fails_waits_and_longer_where_the_system_asks_for_time(string format)
    {
        foreach (var (status, body, type) in ((int, string, string)[])[(500, "{}", "application/json"), (401, "{}", "application/json"), (200, """{"error":{"code":"x"}}""", "application/json"), (200, "<html/>", "text/html"), (302, "", "text/html")])
        {
            There.Says(status, body, type);
            Assert.Equal(TimeSpan.FromMinutes(1), await WaitAsync(format));
        }

        There.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "600";
            return Vendor.AnswerAsync(http, 429, "{}");
        };
        Assert.Equal(TimeSpan.FromMinutes(10), await WaitAsync(format));
        There.Answer = (_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(TimeSpan.FromMinutes(1), await WaitAsync(format));
        Stage.Pass(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), await WaitAsync(format));
        Assert.All(There.Calls, call => Assert.DoesNotContain("token", call.Path, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task Silence_is_a_failure(string format)
    {
        There.Answer = (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted);
        var (events, outcome) = await Fetcher(format, TimeSpan.FromMilliseconds(500)).FetchAsync(Named(format), Origin, default);

        Assert.Empty(events);
        Assert.Equal((DeliveryStatus.Waiting, "the system did not answer within 15 seconds"), (outcome.Status, outcome.Reason));
    }

    [Fact]
    [Trait("Fault", "58")]
    public async Task An_address_that_may_not_be_called_is_not()
    {
        using var guarded = new ServiceCollection().AddOptions().AddOutboundHttp().BuildServiceProvider();
        var fetch = new FetchHandler(Book("HubSpot"), guarded.GetRequiredService<IHttpClientFactory>(), new AccessTokens(guarded.GetRequiredService<IHttpClientFactory>(), Stage.World.Clock), Stage.Process.Get<Outbox>(), Stage.World.Clock);

        var (_, outcome) = await fetch.FetchAsync(Named("HubSpot"), Origin, default);

        Assert.Equal(DeliveryStatus.Waiting, outcome.Status);
        Assert.StartsWith("the system may not be called", outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(There.Calls);
    }

    private async Task<TimeSpan> WaitAsync(string format)
    {
        var (events, outcome) = await Fetcher(format).FetchAsync(Named(format), Origin, default);
        Assert.Empty(events);
        Assert.Equal(DeliveryStatus.Waiting, outcome.Status);
        return outcome.WaitsFor!.Due!.Value - Stage.Now;
    }
}
