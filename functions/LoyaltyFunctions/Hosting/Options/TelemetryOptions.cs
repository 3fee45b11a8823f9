namespace LoyaltyFunctions.Hosting.Options;

/// <summary>Where spans, metrics and logs go besides the console: `OTEL_EXPORTER_OTLP_ENDPOINT`, named as the OpenTelemetry specification has it.</summary>
public sealed class TelemetryOptions
{
    public const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Base URL of a collector that takes OTLP over HTTP; nothing is sent when it is not set.</summary>
    public string? Collector { get; set; }

    /// <summary>The collector's address; null when there is none or it is no address.</summary>
    public Uri? CollectorAddress =>
        Uri.TryCreate(Collector, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;
}
