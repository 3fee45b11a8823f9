using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Vendors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Hosting;

/// <summary>Binds the settings and checks them at the start; every complaint begins with the setting's name as it is written in the environment.</summary>
internal static class Settings
{
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.Bind<ProgramOptions>(configuration, ProgramOptions.SectionName, Check);
        services.Bind<EventGridOptions>(configuration, EventGridOptions.SectionName, Check);
        services.Bind<LedgerOptions>(configuration, LedgerOptions.SectionName, _ => []);
        services.Bind<RateLimitOptions>(configuration, RateLimitOptions.SectionName, Check);
        services.Bind<CodeOptions>(configuration, CodeOptions.SectionName, options => options.Validate());
        services.Bind<OutboundOptions>(configuration, OutboundOptions.SectionName, Check);
        services.Bind<Dictionary<string, SubscriberOptions>>(
            configuration,
            SubscriberOptions.SectionName,
            subscribers => subscribers.SelectMany(subscriber => subscriber.Value.Validate(subscriber.Key)));
        services.Bind<Dictionary<string, ClientOptions>>(configuration, ClientOptions.SectionName, Check);
        services.Bind<Dictionary<string, PartnerOptions>>(
            configuration,
            PartnerOptions.SectionName,
            partners => partners.SelectMany(partner => partner.Value.Validate(partner.Key).Concat(VendorCatalogue.Check(partner.Key, partner.Value))));
        services.AddOptions<TelemetryOptions>().Configure(options => options.Collector = configuration[TelemetryOptions.CollectorSetting]).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>>(new Validation<TelemetryOptions>(Check));
        return services;
    }

    private static void Bind<T>(this IServiceCollection services, IConfiguration configuration, string section, Func<T, IEnumerable<string>> check)
        where T : class
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new Validation<T>(check));
    }

    private static IEnumerable<string> Check(ProgramOptions options) =>
        string.IsNullOrWhiteSpace(options.Path) ? ["Program__Path: the path of the programme document is needed"] : [];

    private static IEnumerable<string> Check(EventGridOptions options) =>
        options.TopicEndpoint is null || Uri.TryCreate(options.TopicEndpoint, UriKind.Absolute, out _)
            ? []
            : ["EventGrid__TopicEndpoint: must be an absolute URL"];

    private static IEnumerable<string> Check(TelemetryOptions options) => options is { Collector: { Length: > 0 }, CollectorAddress: null }
        ? [$"{TelemetryOptions.CollectorSetting}: must be the URL of a collector, such as http://localhost:4318"]
        : [];

    private static IEnumerable<string> Check(RateLimitOptions options)
    {
        if (options.PerSecond < 1)
        {
            yield return "RateLimit__PerSecond: must be at least 1";
        }

        if (options.Burst < 1)
        {
            yield return "RateLimit__Burst: must be at least 1";
        }

        if (options.FailuresPerMinute < 1)
        {
            yield return "RateLimit__FailuresPerMinute: must be at least 1";
        }
    }

    private static IEnumerable<string> Check(OutboundOptions options)
    {
        for (var i = 0; i < options.AllowedHosts.Count; i++)
        {
            if (!AllowedHosts.IsUsable(options.AllowedHosts[i]))
            {
                yield return $"Outbound__AllowedHosts__{i}: must be a host name, an address or a network such as 10.1.0.0/16";
            }
        }

        if (options.PerSecond < 1)
        {
            yield return "Outbound__PerSecond: must be at least 1";
        }
    }

    private static IEnumerable<string> Check(Dictionary<string, ClientOptions> clients)
    {
        foreach (var (id, client) in clients)
        {
            if (client.KeySha256.Length != 64 || !client.KeySha256.All(char.IsAsciiHexDigit))
            {
                yield return $"Clients__{id}__KeySha256: must be the SHA-256 of the client's key as 64 hexadecimal digits";
            }

            if (Callers.CheckScopes(client.Scopes) is { } fault)
            {
                yield return $"Clients__{id}__Scopes: {fault}";
            }
        }

        foreach (var twin in clients.GroupBy(client => client.Value.KeySha256.ToLowerInvariant()).Where(group => group.Count() > 1))
        {
            yield return $"Clients__{twin.Last().Key}__KeySha256: is the key of client {twin.First().Key} too";
        }
    }

    private sealed class Validation<T>(Func<T, IEnumerable<string>> check) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            check(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
