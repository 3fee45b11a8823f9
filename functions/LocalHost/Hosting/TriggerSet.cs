using Azure.Data.Tables;
using LocalHost.EventGrid;
using LocalHost.Functions;
using LocalHost.Http;
using LocalHost.Queues;
using LocalHost.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalHost.Hosting;

/// <summary>Everything that can wake a function of the app, and the stores behind it.</summary>
internal sealed class TriggerSet : IAsyncDisposable
{
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeToObey = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _giveUp = new();
    private readonly EventPublisher _publisher = new();
    private readonly QueueBroker _broker;
    private readonly BackgroundRuns _background;
    private readonly HttpFunctions _http;

    public TriggerSet(WebApplication web, FunctionCatalog catalog, FunctionExecutionDelegate pipeline)
    {
        var loggers = web.Services.GetRequiredService<ILoggerFactory>();
        Around = new(web.Configuration, HostJson.From(web.Configuration), web.Services.GetRequiredService<TimeProvider>(), loggers, _giveUp.Token);
        Catalog = catalog;
        var storage = web.Configuration["AzureWebJobsStorage"];
        var targets = new OutputTargets(catalog, web.Configuration);
        _broker = new(Table(storage, QueueBroker.TableName), Around.Clock, loggers.CreateLogger<QueueBroker>());
        foreach (var name in targets.Queues)
            _broker.Get(name);
        var runner = new FunctionRunner(pipeline, new(_broker, _publisher, targets), web.Services.GetRequiredService<IServiceScopeFactory>());
        Queues = new(catalog, runner, _broker, Around);
        var monitor = new TimerMonitor(Table(storage, TimerMonitor.TableName), loggers.CreateLogger<TimerMonitor>());
        Timers = [.. catalog.Of<TimerTriggerAttribute>().Select(x => new TimerTrigger(x.Function, ScheduleOf(x.Function), monitor, runner, Around))];
        _background = new(loggers.CreateLogger<BackgroundRuns>());
        _http = new(runner, loggers.CreateLogger<HttpFunctions>());
        Map(web, runner);
    }

    public Surroundings Around { get; }

    public FunctionCatalog Catalog { get; }

    public QueueTriggers Queues { get; }

    public IReadOnlyList<TimerTrigger> Timers { get; }

    public Task PrepareAsync(CancellationToken cancellation) => _broker.RecoverAsync(cancellation);

    public void Start()
    {
        Queues.Start();
        foreach (var timer in Timers)
            timer.Start();
    }

    public Task StopTakingAsync()
    {
        _http.StopTaking();
        return Task.WhenAll([Queues.StopTakingAsync(), .. Timers.Select(x => x.StopTakingAsync())]);
    }

    /// <summary>Gives calls in flight their time and tells those that need longer to stop.</summary>
    public async Task FinishAsync()
    {
        var calls = Task.WhenAll([Queues.FinishAsync(), _background.FinishAsync(), .. Timers.Select(x => x.FinishAsync())]);
        _giveUp.CancelAfter(TimeToFinish - TimeToObey);
        await Task.WhenAny(calls, Task.Delay(TimeToFinish));
    }

    /// <summary>Writes what is left to write.</summary>
    public ValueTask FlushAsync() => _broker.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        foreach (var timer in Timers)
            timer.Dispose();
        Queues.Dispose();
        _publisher.Dispose();
        _giveUp.Dispose();
    }

    private void Map(WebApplication web, FunctionRunner runner)
    {
        foreach (var (function, trigger) in Catalog.Of<HttpTriggerAttribute>())
            _http.Map(web, function, trigger, Around.Host.RoutePrefix);
        var events = new EventGridWebhook(Catalog, runner, Around.Loggers.CreateLogger<EventGridWebhook>());
        events.Map(web);
        new LocalTopics().Map(web);
        new AdminEndpoints(this, events, _background).Map(web);
    }

    private TimerSchedule ScheduleOf(LocalFunction function)
    {
        var written = ((TimerTriggerAttribute)function.Trigger).Schedule;
        return new(function, SettingExpression.Resolve(written, Around.Configuration, function.Name), written);
    }

    private static TableClient? Table(string? storage, string name)
    {
        try
        {
            return string.IsNullOrWhiteSpace(storage) ? null : new(storage, name, StoreOptions());
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new StartFault($"AzureWebJobsStorage is not a connection string: {e.Message}", e);
        }
    }

    // A request waits for its outputs: two more attempts within a second, then the caller had better know.
    private static TableClientOptions StoreOptions()
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
