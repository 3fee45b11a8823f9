using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Testing.Hubs;

/// <summary>One run of the app as a child process. It does not outlive the test run.</summary>
internal sealed class HubProcess : IDisposable
{
    private const int Terminate = 15;

    // The first start of all installs Azurite.
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(60);
    private static readonly ConcurrentDictionary<HubProcess, bool> Running = new();

    private readonly Process _process;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    static HubProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var hub in Running.Keys)
            hub.Kill();
    };

    private HubProcess(ProcessStartInfo start, HubOutput output)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data, output);
        _process.ErrorDataReceived += (_, line) => output.Add(line.Data, isError: true);
        _process.Start();
        Running[this] = true;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static HubProcess Start(IEnumerable<string> arguments, string folder, HubOutput output)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [App(), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Variables override the settings file, and this machine may have them.
        start.Environment.Remove("AzureWebJobsStorage");
        return new HubProcess(start, output);
    }

    /// <summary>True when it listens, false when it has ended before.</summary>
    public async Task<bool> ListensAsync()
    {
        var ended = _process.WaitForExitAsync();
        return await Task.WhenAny(_listening.Task, ended).WaitAsync(TimeToStart) == _listening.Task;
    }

    /// <summary>SIGKILL: nothing is finished, nothing is written.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
    }

    /// <summary>SIGTERM, as a deployment does it; returns without waiting.</summary>
    public void AskToStop()
    {
        if (!_process.HasExited && SendSignal(_process.Id, Terminate) != 0)
            throw new InvalidOperationException($"Process {_process.Id} cannot be told to stop.");
    }

    public async Task<int> EndsAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeToStop);
        Running.TryRemove(this, out _);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        Running.TryRemove(this, out _);
        _process.Dispose();
    }

    private static string App()
    {
        var app = Path.Combine(AppContext.BaseDirectory, "LoyaltyFunctions.dll");
        return File.Exists(app) ? app : throw new FileNotFoundException("The tests that run a hub need a reference to its project.", app);
    }

    private void Take(string? line, HubOutput output)
    {
        output.Add(line, isError: false);
        if (line?.StartsWith("Listening on ", StringComparison.Ordinal) == true)
            _listening.TrySetResult();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
