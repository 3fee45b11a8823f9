using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Outbound.Http;

/// <summary>
/// Every call that the hub makes to a system that is not Azure's goes through the client of this name:
/// <c>factory.CreateClient(OutboundHttp.Client)</c>. 15 seconds, no redirects, no proxy, no cookies, an answer of at most 1 MiB, guarded
/// addresses. Nothing of it is logged by the framework: a URL may name a person.
/// </summary>
public static class OutboundHttp
{
    public const string Client = "outbound";

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private const int MaxAnswerBytes = 1024 * 1024;

    public static IServiceCollection AddOutboundHttp(this IServiceCollection services)
    {
        services
            .AddSingleton<AllowedHosts>()
            .AddSingleton(provider => new AddressGuard(provider.GetRequiredService<AllowedHosts>(), Dns.GetHostAddressesAsync))
            .AddHttpClient(Client, client =>
            {
                client.Timeout = Timeout;
                client.MaxResponseContentBufferSize = MaxAnswerBytes;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("LoyaltyFunctions/1.0");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<AddressGuard>()))
            .SetHandlerLifetime(System.Threading.Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services;
    }

    private static SocketsHttpHandler Handler(AddressGuard guard) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = Timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = guard.ConnectAsync,
    };
}
