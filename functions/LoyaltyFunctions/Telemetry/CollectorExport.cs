using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LoyaltyFunctions.Telemetry;

/// <summary>Listens to the hub's spans and metrics while the host runs; what is left when it stops is sent before it ends.</summary>
internal sealed class CollectorExport(Collector collector) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(Collector.Resource)
            .AddSource(Traces.Name)
            // The web server's span is above the hub's and nobody listens to it: its addresses may hold identities and secrets.
            .SetSampler(new AlwaysOnSampler())
            .AddOtlpExporter(collector.ConfigureTraces)
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Collector.Resource)
            .AddMeter(Measures.Name)
            .AddOtlpExporter(collector.ConfigureMetrics)
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }
}
