using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Processes;

/// <summary>The hub as its own process, as its project's build left it.</summary>
internal sealed class Hub : IDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private Hub(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its line that it listens.</summary>
    public TimeSpan Readiness { get; private init; }

    public ProcessMeter Meter => new(_process);

    /// <summary>Starts the build in that folder; ends when the hub listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead, or said nothing for a minute.</exception>
    public static async Task<Hub> StartAsync(string folder, int port, string settings, string data)
    {
        var program = Path.Combine(folder, "LoyaltyFunctions.dll");
        string[] arguments = ["exec", program, "--port", port.ToString(CultureInfo.InvariantCulture), "--settings", settings, "--data", data];
        var clock = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        try
        {
            await UntilItListensAsync(process).WaitAsync(TimeToStart);
            var readiness = clock.Elapsed;
            // What it says later must be read, or it would wait for room in the pipe.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError());
            return new Hub(process, port) { Readiness = readiness };
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Ends it at once, as a crash would; the store has everything it promised.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit(TimeToEnd);
        _process.Dispose();
    }

    private static async Task UntilItListensAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Listening on", StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException("The hub ended before it listened; see above for what it said.");
    }
}
