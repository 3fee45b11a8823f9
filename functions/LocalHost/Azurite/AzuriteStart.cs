using System.Diagnostics;
using System.Text.Json;
using LocalHost.Hosting;

namespace LocalHost.Azurite;

/// <summary>Starts a runner, which outlives this process.</summary>
internal static class AzuriteStart
{
    /// <summary>Ends when a runner is up that may be asked for a lease: this one or, when two hosts start at once, the other's.</summary>
    public static async Task LaunchAsync(string main, StorageEndpoints ports, string data, CancellationToken cancellation)
    {
        var node = NodeTools.Node();
        var options = JsonSerializer.Serialize(new
        {
            main,
            data,
            registry = RunnerRecord.Registry,
            ports = new { blob = ports.Blob, queue = ports.Queue, table = ports.Table },
        });
        var start = new ProcessStartInfo(node, [Path.Combine(AzuritePackage.Source, "runner.js"), options]) { RedirectStandardOutput = true };
        using var launcher = Process.Start(start)!;
        var answer = await launcher.StandardOutput.ReadLineAsync(cancellation) ?? "{\"error\":\"the runner did not start\"}";
        using var document = JsonDocument.Parse(answer);
        if (document.RootElement.TryGetProperty("error", out var error) && error.GetString() is { } reason && reason != "taken")
            throw new StartFault($"Azurite cannot be run: {reason}");
    }
}
