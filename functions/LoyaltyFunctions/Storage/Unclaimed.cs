using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Loyalty;

namespace LoyaltyFunctions.Storage;

/// <summary>A sale that nobody is known to have made, or a payment that an ERP posted: what a claim of missing points can be settled by.</summary>
public sealed record Evidence(string Id, string Partner, DateOnly On, string Currency, long Minor)
{
    public string? StoreId { get; init; }

    public string? ReceiptId { get; init; }

    public string? InvoiceId { get; init; }

    /// <summary>The number of the payment itself.</summary>
    public string? CashReceiptId { get; init; }

    /// <summary>Hash of the identity of who paid.</summary>
    public string? Customer { get; init; }

    /// <summary>The delivery that holds the sale, and its place there; null for a payment.</summary>
    public string? DeliveryId { get; init; }

    public int Index { get; init; }

    [JsonIgnore]
    public Money Amount => new(Minor, Loyalty.Currency.Get(Currency));

    [JsonIgnore]
    public bool IsSale => DeliveryId is not null;
}

/// <summary>
/// What claims may be settled by: each piece has a row of its own, which says which claim took it, and one under the hash by which claims find
/// it. The second is written last, so that what is found can be taken.
/// </summary>
public sealed class Unclaimed(LedgerTables tables)
{
    private const string TakenBy = "TakenBy";
    private const int MostByHash = 1_000;

    /// <summary>By which a claim finds a sale without a member.</summary>
    public static string ReceiptHash(string partner, string receiptId) => Keys.Hash("unclaimed-receipt", partner, receiptId);

    /// <summary>By which a claim finds the payments of a customer.</summary>
    public static string CustomerHash(string identityHash) => Keys.Hash("unclaimed-customer", identityHash);

    /// <summary>May be done again: what was told first stands.</summary>
    public async Task PutAsync(string hash, Evidence evidence, CancellationToken cancellation)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(evidence, EvidenceJson.Default.Evidence);
        await TryAddAsync(Row(evidence.Id, evidence.Id, content), cancellation);
        await TryAddAsync(Row(hash, $"{hash}-{evidence.Id}", content), cancellation);
    }

    /// <summary>All under a hash. A query: never on the path of a sale that earns.</summary>
    public async Task<IReadOnlyList<Evidence>> ForAsync(string hash, CancellationToken cancellation)
    {
        var found = new List<Evidence>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {hash}");
        await foreach (var row in Table(hash).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            found.Add(JsonSerializer.Deserialize(Content.Read(row), EvidenceJson.Default.Evidence)!);
            if (found.Count == MostByHash)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Takes a piece for a claim, which may have it already; false when another claim has.</summary>
    public async Task<bool> TryTakeAsync(string id, string claim, CancellationToken cancellation)
    {
        while (true)
        {
            var row = (await Table(id).GetEntityAsync<TableEntity>(id, id, cancellationToken: cancellation)).Value;
            if (row.GetString(TakenBy) is { } owner)
            {
                return owner == claim;
            }

            row[TakenBy] = claim;
            try
            {
                await Table(id).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Another claim came first, or the answer to this write was lost: the row says which.
            }
        }
    }

    private async Task TryAddAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await Table(row.PartitionKey).AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // It was told before.
        }
    }

    private static TableEntity Row(string partition, string key, byte[] content)
    {
        var row = new TableEntity(partition, key);
        Content.Write(row, content);
        return row;
    }

    private TableClient Table(string partition) => tables.Of(Names.Tables.Unclaimed, partition);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Evidence))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
