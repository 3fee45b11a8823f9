using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Since when the hub knows each secret of a partner. Settings do not say how old they are, so a hash of what is used is kept with the
/// instant at which a hub first started with it; nothing leads from it back to the secret.
/// </summary>
public sealed class SecretAges(LedgerTables tables, TimeProvider clock)
{
    private const string Partition = "secrets";

    private TableClient Table => tables.Shared(Names.Tables.Figures);

    /// <summary>The instants of these secrets, in their order; those that are new are known from now on.</summary>
    public async Task<IReadOnlyDictionary<(string Partner, string Secret), DateTimeOffset>> KnowAsync(
        IReadOnlyCollection<(string Partner, string Secret)> secrets,
        CancellationToken cancellation)
    {
        var known = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var row in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellation))
        {
            known[row.RowKey] = row.GetDateTimeOffset("KnownSince")!.Value;
        }

        var ages = new Dictionary<(string, string), DateTimeOffset>();
        foreach (var secret in secrets)
        {
            var key = $"{Partition}-{Keys.Hash("secret", secret.Partner, secret.Secret)}";
            ages[secret] = known.TryGetValue(key, out var since) ? since : await AddAsync(key, cancellation);
        }

        return ages;
    }

    private async Task<DateTimeOffset> AddAsync(string key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        try
        {
            await Table.AddEntityAsync(new TableEntity(Partition, key) { ["KnownSince"] = now }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Somebody else looked for the first time just now.
        }

        return now;
    }
}
