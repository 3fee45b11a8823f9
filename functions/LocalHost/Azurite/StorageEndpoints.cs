using System.Data.Common;
using System.Net;
using LocalHost.Hosting;

namespace LocalHost.Azurite;

/// <summary>The ports of this machine that a connection string points at; 0 for a service that it does not name.</summary>
internal sealed record StorageEndpoints(int Blob, int Queue, int Table)
{
    private static readonly StorageEndpoints Development = new(10000, 10001, 10002);

    public IEnumerable<int> All => new[] { Blob, Queue, Table }.Where(port => port != 0);

    /// <summary>The endpoints, or null when there is no storage or it is not on this machine.</summary>
    public static StorageEndpoints? From(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            return null;
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            if (parts.TryGetValue("UseDevelopmentStorage", out var use) && string.Equals(use as string, "true", StringComparison.OrdinalIgnoreCase))
                return parts.ContainsKey("DevelopmentStorageProxyUri") ? null : Development;
            var ports = new StorageEndpoints(Port(parts, "BlobEndpoint"), Port(parts, "QueueEndpoint"), Port(parts, "TableEndpoint"));
            return ports.All.Any() ? ports : null;
        }
        catch (ArgumentException e)
        {
            throw new StartFault("AzureWebJobsStorage is not a connection string", e);
        }
    }

    private static int Port(DbConnectionStringBuilder parts, string name) =>
        parts.TryGetValue(name, out var value) && Uri.TryCreate(value as string, UriKind.Absolute, out var uri) && IsLoopback(uri) ? uri.Port : 0;

    private static bool IsLoopback(Uri uri) => uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
}
