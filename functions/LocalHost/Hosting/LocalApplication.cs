using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Azure;
using LocalHost.Azurite;
using LocalHost.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LocalHost.Hosting;

/// <summary>
/// The app with its host. It starts from the bottom up (storage, queues, the app's own services, HTTP, triggers) and stops from the top down,
/// so that nothing is ever taken in that could not be kept.
/// </summary>
internal sealed class LocalApplication : IHost, IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly LaunchOptions _options;
    private readonly Places _places;
    private readonly TriggerSet _triggers;
    private AzuriteLease? _azurite;
    private bool _isStarted;

    public LocalApplication(
        WebApplicationBuilder builder,
        LaunchOptions options,
        Places places,
        IEnumerable<Assembly> assemblies,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        _options = options;
        _places = places;
        var catalog = new FunctionCatalog(assemblies);
        foreach (var type in catalog.All.Where(x => !x.Method.IsStatic).Select(x => x.Method.DeclaringType!).Distinct())
            builder.Services.TryAddTransient(type);
        FunctionExecutionDelegate pipeline = FunctionRunner.ExecuteAsync;
        foreach (var wrap in middleware.Reverse())
            pipeline = wrap(pipeline);
        builder.Services.Configure<ConsoleLifetimeOptions>(x => x.SuppressStatusMessages = true);
        // Why it could not start is told by whoever started it, in one line; the generic host would add a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => _isStarted && level >= LogLevel.Information);
        _web = builder.Build();
        _triggers = new TriggerSet(_web, catalog, pipeline);
    }

    /// <summary>Whether a fault that the user can mend ends the process with a line on stderr; otherwise it is thrown.</summary>
    public bool EndsProcess { get; init; }

    public IServiceProvider Services => _web.Services;

    public Task StartAsync(CancellationToken cancellationToken = default) =>
        EndsProcess ? StartFault.EndsProcess(() => StartAllAsync(cancellationToken)) : StartAllAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        // The web server goes last: calls in flight may still publish to a topic of this host.
        await _triggers.StopTakingAsync();
        await _triggers.FinishAsync();
        await _web.StopAsync(cancellationToken);
        await _triggers.FlushAsync();
        if (_azurite is not null)
            await _azurite.ReleaseAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await _triggers.DisposeAsync();
        await _web.DisposeAsync();
        _azurite?.Dispose();
    }

    private async Task StartAllAsync(CancellationToken cancellation)
    {
        // What can be told at once is told before Azurite, whose first installation takes half a minute.
        Services.GetService<IStartupValidator>()?.Validate();
        CheckPort();
        _azurite = await AzuriteLease.TakeAsync(_web.Configuration["AzureWebJobsStorage"], _places.Data, cancellation);
        await PrepareAsync(cancellation);
        await _web.StartAsync(cancellation);
        _isStarted = true;
        _triggers.Start();
        StartReport.Write(_triggers, _options.Port);
    }

    // The first calls to the storage: when it cannot be used at all, the setting is what there is to mend.
    private async Task PrepareAsync(CancellationToken cancellation)
    {
        try
        {
            await _triggers.PrepareAsync(cancellation);
        }
        catch (RequestFailedException e) when (e.Status != 0)
        {
            throw new StartFault($"AzureWebJobsStorage: the storage answers {e.Status} {e.ErrorCode}", e);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException { InnerException: RequestFailedException })
        {
            throw new StartFault("AzureWebJobsStorage: the storage does not answer", e);
        }
    }

    // Kestrel finds it out too, but only after Azurite is up, and with a stack trace.
    private void CheckPort()
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, _options.Port);
            probe.Start();
        }
        catch (SocketException e)
        {
            throw new StartFault($"--port {_options.Port}: {e.Message}", e);
        }
    }
}
