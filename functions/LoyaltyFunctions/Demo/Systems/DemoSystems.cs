using System.Net;
using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Demo.Systems;

/// <summary>
/// A real HTTP server on a free port of this machine, in the place of the systems that a retailer would have connected: each under a path
/// of its own, and a subscriber of Standard Webhooks that takes nothing whose signature is wrong. It keeps what it was told.
/// </summary>
internal sealed class DemoSystems : IAsyncDisposable
{
    public const string Token = "demo-token";
    public const string CustomerIoToken = "demo-site:demo-token";
    public const string Subscriber = "subscriber";
    public const string SubscriberSecret = "whsec_ZGVtby1zZWNyZXQtb2YtYS1zdWJzY3JpYmVy";

    private readonly IReadOnlyList<IDemoSystem> _all =
    [
        new HubSpotSystem(), new SalesforceSystem(), new DataverseSystem(), new KlaviyoSystem(), new CustomerIoSystem(), new MailchimpSystem(), .. AskedSystem.All,
    ];

    private readonly WebApplication _server;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, IDemoSystem> _systems = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<DemoTold> _told = [];

    private DemoSystems(WebApplication server, TimeProvider clock) => (_server, _clock) = (server, clock);

    /// <summary>How often something was told so far: what is told from here on, <see cref="Since"/> says.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _told.Count;
            }
        }
    }

    public string SubscriberUrl => $"{Url}/{Subscriber}/loyalty-events";

    private string Url => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<DemoSystems> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var systems = new DemoSystems(builder.Build(), clock);
        systems._server.Run(systems.TakeAsync);
        await systems._server.StartAsync();
        return systems;
    }

    /// <summary>The address of a partner's system; null where nothing here behaves like it.</summary>
    public string? Connect(string partner, string format)
    {
        if (_all.FirstOrDefault(system => system.Format == format) is not { } system)
        {
            return null;
        }

        _systems[partner] = system;
        return $"{Url}/{partner}{(system is MailchimpSystem ? MailchimpSystem.Audience : "")}";
    }

    public IReadOnlyList<DemoTold> Since(int count)
    {
        lock (_gate)
        {
            return [.. _told.Skip(count)];
        }
    }

    public static string Basic(string credentials) => Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var path = http.Request.Path.Value ?? "/";
        var name = path.Split('/')[1];
        var call = new DemoCall(http.Request.Method, path[(name.Length + 1)..], http.Request.Headers, body.ToArray()) { Query = http.Request.QueryString.Value ?? "" };
        var reply = name == Subscriber ? TakeEvent(call) : _systems.TryGetValue(name, out var system) ? system.Answer(call) : new DemoReply(404);
        lock (_gate)
        {
            _told.Add(new DemoTold(name, call.Method, call.Path, reply.Status));
        }

        http.Response.StatusCode = reply.Status;
        if (reply.Body.Length > 0)
        {
            http.Response.ContentType = reply.ContentType;
            await http.Response.WriteAsync(reply.Body, http.RequestAborted);
        }
    }

    private DemoReply TakeEvent(DemoCall call)
    {
        var headers = call.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
        var request = new WebhookRequest(call.Method, call.Path, [], headers, call.Body);
        return new DemoReply(StandardWebhooksSignature.Verify(request, [SubscriberSecret], _clock.GetUtcNow()) ? 204 : 401);
    }
}
