using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LoyaltyFunctions.Telemetry;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// What could not be processed or delivered, newest first. A delivery, with its message, is in its own row; a notice is in its letter.
/// </summary>
public sealed class DeadLetters(LedgerTables tables)
{
    private const string Partition = "deadletters";

    /// <summary>Letters whose notice is in the delivery queue again, so that replaying once more is known.</summary>
    private const string Replayed = "replayed";

    /// <summary>An id is a letter, sixteen digits that sort it, and the id of the delivery or notice.</summary>
    private const int TicksLength = 17;

    private static readonly string[] Shown = ["RowKey", "DeliveryId", "Partner", "ReceivedAt", "Reason"];

    private TableClient Table => tables.Shared(Names.Tables.DeadLetters);

    public Task PutAsync(DeliveryRecord delivery, CancellationToken cancellation)
    {
        var row = Row(delivery.Id, delivery.Partner, delivery.ReceivedAt, delivery.Reason);
        Measures.DeadLettered();
        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>What a target was not told. The letter is all that is left of it.</summary>
    public Task PutAsync(Notice notice, string reason, CancellationToken cancellation)
    {
        var row = Row(notice.Id, notice.Target, notice.At, $"{notice.Event.Type} {notice.EventId}: {reason}");
        Content.Write(row, notice.Content);
        Measures.DeadLettered();
        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>The notice of a letter, not yet tried; null when the letter is none of a notice, or is not there.</summary>
    public async Task<(Notice Notice, ETag Version)?> FindNoticeAsync(string id, CancellationToken cancellation)
    {
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellation);
        return found.HasValue && Content.Read(found.Value!) is { Length: > 0 } content
            ? (Notice.Of(found.Value!.GetString("Partner"), content), found.Value!.ETag)
            : null;
    }

    /// <summary>The notice is in the delivery queue again: the letter is listed no more, unless it has been written again meanwhile.</summary>
    public async Task SetAsideAsync(string id, ETag version, CancellationToken cancellation)
    {
        await Table.UpsertEntityAsync(new TableEntity(Replayed, $"{Replayed}-{id}"), TableUpdateMode.Replace, cancellation);
        try
        {
            await Table.DeleteEntityAsync(Partition, id, version, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // It was tried and failed again already: the letter tells of that.
        }
    }

    public async Task<bool> WasReplayedAsync(string id, CancellationToken cancellation) =>
        (await Table.GetEntityIfExistsAsync<TableEntity>(Replayed, $"{Replayed}-{id}", cancellationToken: cancellation)).HasValue;

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(string? cursor, int limit, CancellationToken cancellation)
    {
        var letters = new List<DeadLetter>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {cursor ?? ""}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, limit, Shown, cancellation))
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

    /// <summary>The delivery, or notice, that the id of a dead letter names; empty for what is no such id.</summary>
    public static string DeliveryOf(string id) => id.Length > TicksLength ? id[TicksLength..] : "";

    public static string IdOf(DeliveryRecord delivery) => IdOf(delivery.Id, delivery.ReceivedAt);

    public static string IdOf(Notice notice) => IdOf(notice.Id, notice.At);

    private static string IdOf(string id, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"x{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:x16}{id}");

    private static TableEntity Row(string id, string partner, DateTimeOffset at, string? reason) => new(Partition, IdOf(id, at))
    {
        ["DeliveryId"] = id,
        ["Partner"] = partner,
        ["ReceivedAt"] = at,
        ["Reason"] = reason,
    };

    private static DeadLetter Read(TableEntity row) => new(
        row.RowKey,
        row.GetString("DeliveryId"),
        row.GetString("Partner"),
        row.GetDateTimeOffset("ReceivedAt")!.Value,
        row.GetString("Reason"));
}

/// <summary>A delivery that could not be processed, or a notice that its target (as partner) did not take, and why.</summary>
public sealed record DeadLetter(string Id, string DeliveryId, string Partner, DateTimeOffset ReceivedAt, string? Reason);
