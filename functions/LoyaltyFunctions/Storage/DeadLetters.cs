using System.Globalization;
using Azure.Data.Tables;
using LoyaltyFunctions.Telemetry;

namespace LoyaltyFunctions.Storage;

/// <summary>Index of the deliveries that could not be processed, newest first. The delivery itself, with its message, is in its own row.</summary>
public sealed class DeadLetters(LedgerTables tables)
{
    private const string Partition = "deadletters";

    /// <summary>An id is a letter, sixteen digits that sort it, and the delivery's id.</summary>
    private const int TicksLength = 17;

    private TableClient Table => tables.Shared(Names.Tables.DeadLetters);

    public Task PutAsync(DeliveryRecord delivery, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, IdOf(delivery))
        {
            ["DeliveryId"] = delivery.Id,
            ["Partner"] = delivery.Partner,
            ["ReceivedAt"] = delivery.ReceivedAt,
            ["Reason"] = delivery.Reason,
        };
        Measures.DeadLettered();
        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(string? cursor, int limit, CancellationToken cancellation)
    {
        var letters = new List<DeadLetter>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {cursor ?? ""}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, limit, cancellationToken: cancellation))
        {
            letters.Add(Read(row));
            if (letters.Count == limit)
            {
                break;
            }
        }

        return letters;
    }

    public Task DeleteAsync(string id, CancellationToken cancellation) =>
        Table.DeleteEntityAsync(Partition, id, cancellationToken: cancellation);

    /// <summary>The delivery that the id of a dead letter names; empty for what is no such id.</summary>
    public static string DeliveryOf(string id) => id.Length > TicksLength ? id[TicksLength..] : "";

    public static string IdOf(DeliveryRecord delivery) =>
        string.Create(CultureInfo.InvariantCulture, $"x{DateTimeOffset.MaxValue.UtcTicks - delivery.ReceivedAt.UtcTicks:x16}{delivery.Id}");

    private static DeadLetter Read(TableEntity row) => new(
        row.RowKey,
        row.GetString("DeliveryId"),
        row.GetString("Partner"),
        row.GetDateTimeOffset("ReceivedAt")!.Value,
        row.GetString("Reason"));
}

/// <summary>A delivery that could not be processed, and why.</summary>
public sealed record DeadLetter(string Id, string DeliveryId, string Partner, DateTimeOffset ReceivedAt, string? Reason);
