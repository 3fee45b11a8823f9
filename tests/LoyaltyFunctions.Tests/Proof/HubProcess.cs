using Azure;
using Azure.Data.Tables;
using Azure.Messaging.EventGrid;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Testing.Blobs;
using Testing.InProcess;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>One process of the hub, composed as the host composes it, over the stores of its world.</summary>
internal sealed class HubProcess(World world, IConfiguration settings)
{
    private readonly Lazy<ServiceProvider> _services = new(() => Compose(world, settings, world.NewWire()));

    public World World => world;

    public Wire Wire => Get<Wire>();

    public bool IsDead => Wire.IsCut;

    public T Get<T>()
        where T : notnull => _services.Value.GetRequiredService<T>();

    /// <summary>A trigger, made as the host makes it.</summary>
    public T Trigger<T>() => ActivatorUtilities.CreateInstance<T>(_services.Value);

    /// <summary>Runs work of this process until nothing of it is left; inside other work, as another process would.</summary>
    public T Run<T>(Func<Task<T>> work) => world.Pump.IsRunning ? world.Pump.RunWithin(work) : world.Pump.Run(work);

    public async Task PrepareAsync()
    {
        foreach (var service in _services.Value.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(CancellationToken.None);
        }
    }

    /// <summary>Stops the timers of a process that is not used any more. What it has not done stays undone.</summary>
    public void Discard()
    {
        Wire.Cut();
        Get<RateLimits>().Dispose();
    }

    private static ServiceProvider Compose(World world, IConfiguration settings, Wire wire)
    {
        var tables = new TableClientOptions { Transport = wire.To(world.Tables), Retry = { Delay = TimeSpan.Zero } };
        var blobs = new BlobClientOptions { Transport = wire.To(world.Blobs), Retry = { Delay = TimeSpan.Zero, MaxRetries = 3 } };
        var events = new EventGridPublisherClientOptions { Transport = wire.To(world.Events), Retry = { Delay = TimeSpan.Zero } };
        var services = new ServiceCollection();
        services
            .AddSingleton<TimeProvider>(world.Clock)
            .AddSingleton<Random>(world.Chance)
            .AddSingleton(wire)
            .AddLogging()
            .AddLoyalty(settings)
            .AddSingleton(_ => new LedgerTables([new TableServiceClient(TableService.ConnectionString, tables)]))
            .AddSingleton(_ => new BlobServiceClient(BlobService.Endpoint, blobs))
            .AddSingleton(_ => new EventTopic(new EventGridPublisherClient(new Uri("https://topic.example.com/api/events"), new AzureKeyCredential("key"), events)))
            .AddHttpClient(OutboundHttp.Client)
            .ConfigurePrimaryHttpMessageHandler(() => wire.To(world.Receiver));
        return services.BuildServiceProvider();
    }
}
