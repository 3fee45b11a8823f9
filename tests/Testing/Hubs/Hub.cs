using System.Globalization;
using System.Net.Http.Headers;

namespace Testing.Hubs;

/// <summary>How a run that could not start ended.</summary>
public sealed record HubEnd(int ExitCode, IReadOnlyList<string> Lines, IReadOnlyList<string> Errors);

/// <summary>
/// The built app, running as a process of its own on this machine's ports. It can be killed and started again on the same data; disposing
/// it ends everything that it started.
/// </summary>
public sealed class Hub : IAsyncDisposable
{
    private readonly bool _ownsStorage;
    private readonly int _port = FreePorts.Take(1)[0];
    private HubProcess _process = null!;
    private IReadOnlyList<string> _options = [];
    private TimeSpan _ahead;

    private Hub(HubSettings settings, HubStorage? storage)
    {
        Settings = settings;
        _ownsStorage = storage is null;
        Storage = storage ?? new HubStorage();
        // Where an answer leads is for the test to see.
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{_port}"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HubSettings Settings { get; private set; }

    public HubStorage Storage { get; }

    public HttpClient Http { get; }

    public HubOutput Output { get; } = new();

    /// <summary>The hub's clock, as far as another process can know it.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + _ahead;

    /// <summary>
    /// Starts a hub with storage of its own, or on another hub's as its second instance. Each start gives the app these options.
    /// </summary>
    public static async Task<Hub> StartAsync(HubSettings? settings = null, HubStorage? storage = null, params IReadOnlyList<string> options)
    {
        var hub = new Hub(settings ?? HubSettings.Standard, storage) { _options = options };
        try
        {
            await hub.StartAgainAsync();
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a hub that is expected to refuse to start.</summary>
    public static async Task<HubEnd> RefuseAsync(HubSettings settings, HubStorage storage)
    {
        await using var hub = new Hub(settings, storage);
        hub._process = await hub.LaunchAsync();
        if (await hub._process.ListensAsync())
            throw new InvalidOperationException("The hub started although its settings are wrong.");
        return new HubEnd(await hub._process.EndsAsync(), [.. hub.Output.Lines], [.. hub.Output.Errors]);
    }

    /// <summary>Starts again on the same data, ports and settings (or changed ones), with a clock that far ahead of the real one.</summary>
    public async Task StartAgainAsync(TimeSpan ahead = default, HubSettings? settings = null)
    {
        Settings = settings ?? Settings;
        _ahead = ahead;
        _process?.Dispose();
        _process = await LaunchAsync();
        if (!await _process.ListensAsync())
            throw new InvalidOperationException($"The hub ended with {await _process.EndsAsync()} instead of listening:\n{Output.Tail}");
    }

    /// <summary>SIGKILL, in the middle of whatever it does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM, and waits for the end; returns the exit code.</summary>
    public Task<int> StopAsync()
    {
        _process.AskToStop();
        return _process.EndsAsync();
    }

    public HubClient As(string client) => new(this, HubSettings.KeyOf(client));

    public HubClient AsNobody() => new(this, null);

    /// <summary>A till of this partner that speaks the hub's own format.</summary>
    public WebhookSender Sender(string partner, string secret, string kind = "pos") => new(this, kind, partner, secret);

    /// <summary>Posts a webhook as it is, with whatever headers.</summary>
    public async Task<Reply> DeliverAsync(string path, byte[] body, IReadOnlyDictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        _process?.Dispose();
        Http.Dispose();
        if (_ownsStorage)
            await Storage.DisposeAsync();
    }

    private async Task<HubProcess> LaunchAsync()
    {
        var settings = await Storage.WriteAsync($"settings-{_port}.json", Settings.ToJson(Storage));
        var port = _port.ToString(CultureInfo.InvariantCulture);
        List<string> arguments = ["--port", port, "--settings", settings, "--data", Storage.Data, .. _options];
        if (_ahead != default)
            arguments.AddRange(["--now", Now.ToString("O", CultureInfo.InvariantCulture)]);
        return HubProcess.Start(arguments, Storage.Folder, Output);
    }
}
