using Azure.Storage.Blobs;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Hosting;

namespace LoyaltyFunctions.Hosting;

/// <summary>Before the first function runs: tables and containers are there, and the programme's versions are known.</summary>
internal sealed class Preparation(LedgerTables tables, BlobServiceClient blobs, ProgrammeBook programmes) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var containers = Names.Containers.All.Select(name => blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken));
        await Task.WhenAll([tables.CreateAsync(cancellationToken), .. containers]);
        await programmes.PrepareAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
