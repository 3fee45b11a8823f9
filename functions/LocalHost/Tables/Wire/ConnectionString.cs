using Azure.Data.Tables;

namespace LocalHost.Tables.Wire;

/// <summary>
/// Reads a storage connection string: <c>UseDevelopmentStorage=true</c>, an explicit <c>TableEndpoint</c>, or protocol,
/// account and suffix. Shared access signatures are not understood here.
/// </summary>
internal static class ConnectionString
{
    private const string DevelopmentAccount = "devstoreaccount1";

    /// <summary>Azurite's published key: every installation has the same one.</summary>
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="FormatException">A part is malformed or missing. The message never repeats a value, which may be a key.</exception>
    public static TableEndpoint Open(string connectionString, TableClientOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parts = Parse(connectionString);
        if (parts.GetValueOrDefault("UseDevelopmentStorage") is "true")
        {
            return TableEndpoint.WithKey(
                new Uri($"http://127.0.0.1:10002/{DevelopmentAccount}"), new(DevelopmentAccount, DevelopmentKey), options);
        }

        var account = Required(parts, "AccountName");
        var uri = parts.TryGetValue("TableEndpoint", out var explicitEndpoint)
            ? new Uri(explicitEndpoint)
            : new Uri($"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table."
                + parts.GetValueOrDefault("EndpointSuffix", "core.windows.net"));
        return TableEndpoint.WithKey(uri, new(account, Required(parts, "AccountKey")), options);
    }

    private static Dictionary<string, string> Parse(string connectionString)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FormatException("A storage connection string is a list of Name=Value separated by semicolons.");
            }

            parts[part[..equals]] = part[(equals + 1)..];
        }

        return parts;
    }

    private static string Required(Dictionary<string, string> parts, string name) =>
        parts.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new FormatException($"The storage connection string has no {name}.");
}
