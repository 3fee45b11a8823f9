using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace LoyaltyFunctions.Telemetry;

/// <summary>Where telemetry goes: to a collector by OTLP where one is named, and on Azure to Application Insights. Nowhere by default.</summary>
public static partial class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        AddAzureMonitor(services, configuration);
        var options = new TelemetryOptions { Collector = configuration[TelemetryOptions.CollectorSetting] };
        if (options.CollectorAddress is not { } address)
        {
            return services;
        }

        var collector = new Collector(address);
        services.AddLogging(logging => logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(Collector.Resource).AddOtlpExporter(collector.ConfigureLogs)));
        return services.AddSingleton(collector).AddHostedService<CollectorExport>();
    }

    // Its body is in the file that the project takes in with the Azure packages; without it the call falls away.
    static partial void AddAzureMonitor(IServiceCollection services, IConfiguration configuration);
}
