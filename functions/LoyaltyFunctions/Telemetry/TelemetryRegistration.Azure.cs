using Azure.Monitor.OpenTelemetry.Exporter;
using LoyaltyFunctions.Hosting;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Telemetry;

/// <content>Part of the build with the Azure packages only. The worker sends its telemetry itself, signed in as the hub.</content>
public static partial class TelemetryRegistration
{
    static partial void AddAzureMonitor(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } connection)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry();
        telemetry.UseFunctionsWorkerDefaults();
        telemetry.WithTracing(traces => traces.AddSource(Traces.Name));
        telemetry.WithMetrics(metrics => metrics.AddMeter(Measures.Name));
        telemetry.UseAzureMonitorExporter(options =>
        {
            options.ConnectionString = connection;
            options.Credential = StorageConnections.SignIn(configuration);
        });
    }
}
