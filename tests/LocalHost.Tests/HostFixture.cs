using Azure.Data.Tables;
using LocalHost.Queues;
using LocalHost.Timers;

namespace LocalHost.Tests;

/// <summary>One Azurite for the tests of a collection, which run one after the other.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    private Testing.Azurite? _azurite;

    public string Storage => _azurite!.ConnectionString;

    public async Task InitializeAsync() => _azurite = await Testing.Azurite.StartAsync();

    public async Task DisposeAsync() => await _azurite!.DisposeAsync();

    /// <summary>Starts the sample app with nothing in its queues.</summary>
    internal Task<SampleProcess> StartFreshAsync(params (string Name, string? Value)[] settings) => StartAsync([], fresh: true, settings);

    /// <summary>Starts the sample app with what the last one left.</summary>
    internal Task<SampleProcess> StartAsync(params (string Name, string? Value)[] settings) => StartAsync([], fresh: false, settings);

    internal async Task<SampleProcess> StartAsync(string[] arguments, bool fresh, params (string Name, string? Value)[] settings)
    {
        if (fresh)
        {
            await new TableClient(Storage, QueueBroker.TableName).DeleteAsync();
            await new TableClient(Storage, TimerMonitor.TableName).DeleteAsync();
        }

        return await SampleProcess.StartAsync(arguments, [("AzureWebJobsStorage", Storage), .. settings]);
    }
}

[CollectionDefinition(Name)]
public sealed class HostTests : ICollectionFixture<HostFixture>
{
    public const string Name = "LocalHost on Azurite";
}
