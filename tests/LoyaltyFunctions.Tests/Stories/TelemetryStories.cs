using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LoyaltyFunctions.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>A hub that is told of a collector sends it what it sees, by OTLP over HTTP.</summary>
[Trait("Fault", "118")]
public sealed class TelemetryStories : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Path, string Body)> _told = new();
    private WebApplication? _collector;

    [Fact]
    public async Task A_collector_hears_of_a_sale_and_of_no_card()
    {
        var card = MemberBody.NewCard();
        await using (var hub = await Hub.StartAsync(HubSettings.Standard.With("OTEL_EXPORTER_OTLP_ENDPOINT", _collector!.Urls.Single())))
        {
            await hub.As("operator").EnrolAsync(new MemberBody { Card = card });
            await hub.Sender("acme", HubSettings.AcmeSecret).SendAsync(new SaleBody("10.00") { Card = card });
            await hub.Sender("acme", HubSettings.BistroSecret).SendAsync(new SaleBody("10.00") { Card = card });
            Assert.Equal(0, await hub.StopAsync());
        }

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], _told.Select(told => told.Path).Distinct().Order());
        string[] expected = [Traces.Receive, Traces.Commit, "loyalty.deliveries.accepted", "loyalty.requests.refused", "signature-invalid", "loyalty-functions"];
        Assert.All(expected, word => Assert.Contains(_told, told => told.Body.Contains(word, StringComparison.Ordinal)));
        Assert.DoesNotContain(_told, told => told.Body.Contains(card, StringComparison.Ordinal));
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _collector = builder.Build();
        _collector.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            // Protobuf keeps texts as they are.
            _told.Enqueue((request.Path, Encoding.UTF8.GetString(body.ToArray())));
            return (int)HttpStatusCode.OK;
        });
        _collector.Urls.Add("http://127.0.0.1:0");
        await _collector.StartAsync();
    }

    public async Task DisposeAsync() => await _collector!.DisposeAsync();
}
