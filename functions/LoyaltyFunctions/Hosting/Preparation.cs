using Azure;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Hosting;

/// <summary>
/// Before the first function runs: tables and containers are there, and the programme's versions are known. A storage that does not
/// serve is a wrong setting for whoever starts the hub, and is told like one.
/// </summary>
internal sealed class Preparation(LedgerTables tables, BlobServiceClient blobs, ProgrammeBook programmes, IOptions<LedgerOptions> ledger) : IHostedLifecycleService
{
    private const string Storage = "AzureWebJobsStorage";

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var accounts = Enumerable.Range(0, tables.Accounts).Select(account => NamedAsync(SettingOf(account), () => tables.CreateAsync(account, cancellationToken)));
        var containers = Names.Containers.All.Select(name => NamedAsync(
            Storage, () => blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));
        await Task.WhenAll([.. accounts, .. containers]);
        await NamedAsync(SettingOf(0), () => programmes.PrepareAsync(cancellationToken));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string SettingOf(int account) => ledger.Value.Accounts.Count == 0 ? Storage : $"Ledger__Accounts__{account}";

    private static async Task NamedAsync(string setting, Func<Task> use)
    {
        try
        {
            await use();
        }
        catch (Exception e) when (Fault(e) is { } fault)
        {
            throw new OptionsValidationException(setting, typeof(string), [$"{setting}: {fault}"]);
        }
    }

    private static string? Fault(Exception e) => e switch
    {
        RequestFailedException { Status: 0 } or TaskCanceledException { InnerException: TimeoutException } => "the storage does not answer",
        RequestFailedException refused => $"the storage answers {refused.Status} {refused.ErrorCode}",
        AggregateException { InnerException: { } inner } => Fault(inner),
        Azure.Identity.AuthenticationFailedException => "the identity is not given a token",
        _ => null,
    };
}
