using LocalHost.Functions;
using LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace LocalHost.EventGrid;

/// <summary>Where an output publishes, and with which key.</summary>
internal sealed record TopicEndpoint(Uri Address, string? Key)
{
    /// <summary>Reads the settings that the attribute names.</summary>
    public static TopicEndpoint From(EventGridOutputAttribute output, IConfiguration configuration, LocalFunction function)
    {
        var setting = output.TopicEndpointUri ?? $"{output.Connection}:topicEndpointUri";
        var address = configuration[setting.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw new StartFault($"{setting} is not set; function {function.Name} publishes there");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            throw new StartFault($"{setting} is {address}, not an address");
        return new(uri, output.TopicKeySetting is { } key ? configuration[key.Replace("__", ":", StringComparison.Ordinal)] : null);
    }
}
