using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Hosting;

/// <summary>
/// Opens the storage accounts: by connection string (<c>AzureWebJobsStorage</c>), or by name with the hub's managed identity
/// (<c>AzureWebJobsStorage__accountName</c>), as the Functions host itself does.
/// </summary>
public sealed class StorageConnections(IConfiguration configuration, IOptions<LedgerOptions> ledger)
{
    private const string Setting = "AzureWebJobsStorage";

    /// <summary>One call may take this long, so that all its retries end before a message's lock does.</summary>
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(10);

    private readonly Lazy<TokenCredential> _identity = new(() => SignIn(configuration));

    /// <summary>How the hub signs in where it has no key.</summary>
    public TokenCredential Identity => _identity.Value;

    /// <summary>With the managed identity that the settings name; on a developer's machine as the developer.</summary>
    public static TokenCredential SignIn(IConfiguration configuration) => configuration[$"{Setting}:clientId"] is { Length: > 0 } identity
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity))
        : new DefaultAzureCredential();

    public LedgerTables Tables() => new(ledger.Value.Accounts.DefaultIfEmpty(Account("table")).Select(OpenTables));

    public BlobServiceClient Blobs()
    {
        var options = new BlobClientOptions { Retry = { NetworkTimeout = NetworkTimeout } };
        var account = ledger.Value.Archive is { Length: > 0 } archive ? archive : Account("blob");
        return Uri.TryCreate(account, UriKind.Absolute, out var endpoint)
            ? new BlobServiceClient(endpoint, _identity.Value, options)
            : new BlobServiceClient(account, options);
    }

    private TableServiceClient OpenTables(string account)
    {
        var options = new TableClientOptions { Retry = { NetworkTimeout = NetworkTimeout } };
        return Uri.TryCreate(account, UriKind.Absolute, out var endpoint)
            ? new TableServiceClient(endpoint, _identity.Value, options)
            : new TableServiceClient(account, options);
    }

    private string Account(string service) =>
        configuration[Setting] is { Length: > 0 } connection ? connection
        : configuration[$"{Setting}:accountName"] is { Length: > 0 } name ? $"https://{name}.{service}.core.windows.net"
        : throw new OptionsValidationException(Setting, typeof(string), [$"{Setting}: a connection string, or {Setting}__accountName, is needed"]);
}
