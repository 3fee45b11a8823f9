using Azure.Storage.Blobs;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Hosting;

/// <summary>Asks each dependency for one cheap answer. Without tables nothing can be promised; without blobs the archive only lags.</summary>
public sealed class Health(LedgerTables tables, BlobServiceClient blobs, ProgrammeBook programmes)
{
    public const string Healthy = "healthy";
    public const string Degraded = "degraded";
    public const string Unhealthy = "unhealthy";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthView> CheckAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var ledger = AskAsync(() => tables.PingAsync(patience.Token));
        var archive = AskAsync(() => blobs.GetBlobContainerClient(Names.Containers.Archive).ExistsAsync(patience.Token));
        var dependencies = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["archive"] = await archive,
            ["programme"] = $"{Healthy}: {programmes.Current.Id} version {programmes.Current.Version}",
            ["tables"] = await ledger,
        };
        var status = dependencies["tables"] != Healthy ? Unhealthy : dependencies["archive"] != Healthy ? Degraded : Healthy;
        return new HealthView(status, dependencies);
    }

    private static async Task<string> AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return Healthy;
        }
        catch (Exception e)
        {
            return $"{Unhealthy}: {e.GetType().Name}";
        }
    }
}
