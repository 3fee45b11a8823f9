using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;

namespace LoyaltyFunctions.Telemetry;

/// <summary>An OpenTelemetry collector, told by OTLP over HTTP. The paths are those of the OTLP specification, section "OTLP/HTTP Request".</summary>
public sealed class Collector(Uri address)
{
    private const string Service = "loyalty-functions";

    public static ResourceBuilder Resource => ResourceBuilder.CreateDefault().AddService(Service);

    public void ConfigureTraces(OtlpExporterOptions options) => Configure(options, "v1/traces");

    public void ConfigureMetrics(OtlpExporterOptions options) => Configure(options, "v1/metrics");

    public void ConfigureLogs(OtlpExporterOptions options) => Configure(options, "v1/logs");

    private void Configure(OtlpExporterOptions options, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}
