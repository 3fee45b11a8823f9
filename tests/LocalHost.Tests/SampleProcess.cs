using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LocalHost.Tests;

/// <summary>The sample app as a process of its own, with a journal of what its functions did.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The first start on a machine installs Azurite.
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleProcess(ProcessStartInfo start, string journal, int port)
    {
        JournalPath = journal;
        Http = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    public string JournalPath { get; }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyCollection<string> Output => _output;

    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>What the functions wrote, timers that run at the start and all the time aside.</summary>
    public IReadOnlyList<string> Journal => File.Exists(JournalPath)
        ? [.. File.ReadAllLines(JournalPath).Where(x => x is not ("often" or "start"))]
        : [];

    /// <summary>Starts the app and does not wait; settings are given as environment variables.</summary>
    public static SampleProcess Launch(string[] arguments, params (string Name, string? Value)[] settings)
    {
        var port = Testing.Azurite.FreePorts(1)[0];
        var app = Path.Combine(AppContext.BaseDirectory, "LocalHost.SampleApp.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [app, "--port", port.ToString(CultureInfo.InvariantCulture), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var journal = settings.FirstOrDefault(x => x.Name == "Journal").Value ?? Path.GetTempFileName();
        var standard = new (string Name, string? Value)[] { ("Queues__Work", "work"), ("Schedules__Daily", "0 0 3 * * *"), ("Journal", journal) };
        foreach (var (name, value) in standard.Concat(settings))
            start.Environment[name] = value;
        return new(start, journal, port);
    }

    public static async Task<SampleProcess> StartAsync(string[] arguments, params (string Name, string? Value)[] settings)
    {
        var app = Launch(arguments, settings);
        await app.IsListeningAsync();
        return app;
    }

    public async Task IsListeningAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_listening.Task, ended).WaitAsync(PatienceAtStart) == ended)
            Assert.Fail($"The app ended with {_process.ExitCode}: {string.Join('\n', _errors)}");
    }

    public async Task SendAsync(params string[] messages)
    {
        using var body = new StringContent(string.Join('\n', messages), Encoding.UTF8);
        using var answer = await Http.PostAsync("/api/send", body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the app has said that, which may come behind what it did.</summary>
    public async Task SaysAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Output.Any(x => x.Contains(text, StringComparison.Ordinal)))
            await Task.Delay(50, patience.Token);
    }

    /// <summary>Waits until the journal holds what is asked for.</summary>
    public async Task<IReadOnlyList<string>> UntilAsync(Func<IReadOnlyList<string>, bool> condition)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(20))
        {
            if (Journal is var journal && condition(journal))
                return journal;
        }

        throw new TimeoutException($"The journal holds\n{string.Join('\n', Journal)}\nand the app said\n{string.Join('\n', _output.TakeLast(20))}");
    }

    /// <summary>Waits for the line of a timer that runs at the start or every second.</summary>
    public async Task UntilTimerAsync(string line)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(20))
        {
            if (File.ReadAllLines(JournalPath).Contains(line))
                return;
        }

        throw new TimeoutException($"No timer wrote {line}.");
    }

    public void Kill() => _process.Kill();

    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync().WaitAsync(Patience);

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task<int> StopAsync()
    {
        await TerminateAsync();
        await WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Http.Dispose();
    }

    private void Take(string? line)
    {
        Keep(_output, line);
        if (line?.StartsWith("Listening on http://localhost:", StringComparison.Ordinal) == true)
            _listening.TrySetResult();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
