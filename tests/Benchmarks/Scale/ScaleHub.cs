using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Hosting;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Testing.Blobs;
using Testing.InProcess;
using Testing.Tables;

namespace Benchmarks.Scale;

/// <summary>The hub's own parts over tables and blobs in this process: Azurite does not live to see a million members.</summary>
internal sealed class ScaleHub : IAsyncDisposable
{
    private readonly ServiceProvider _parts;
    private readonly Wire _blobs = new();

    private ScaleHub(DateTimeOffset now)
    {
        Clock = new ManualClock(now);
        Tables = new TableService(Clock);
        var tables = new TableClientOptions { Transport = Tables.Transport };
        var blobs = new BlobClientOptions { Transport = _blobs.To(new BlobService()) };
        _parts = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging()
            .AddLoyalty(new ConfigurationBuilder().Build())
            .AddSingleton(_ => new LedgerTables([new TableServiceClient(TableService.ConnectionString, tables)]))
            .AddSingleton(_ => new BlobServiceClient(BlobService.Endpoint, blobs))
            .BuildServiceProvider();
    }

    public ManualClock Clock { get; }

    public TableService Tables { get; }

    /// <summary>Calls to the blobs since they were last counted from nothing.</summary>
    public long BlobCalls => _blobs.Count;

    public static async Task<ScaleHub> StartAsync(DateTimeOffset now)
    {
        var hub = new ScaleHub(now);
        foreach (var service in hub._parts.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(CancellationToken.None);
        }

        return hub;
    }

    public T Get<T>()
        where T : notnull => _parts.GetRequiredService<T>();

    public void CountFromNothing()
    {
        Tables.ResetCounters();
        _blobs.OnRequest = null;
    }

    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
