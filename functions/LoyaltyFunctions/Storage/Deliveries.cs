using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>What became of every webhook: one row a delivery, written when it has been processed; absent while it is queued.</summary>
public sealed class Deliveries(LedgerTables tables)
{
    public async Task<DeliveryRecord?> FindAsync(string id, CancellationToken cancellation)
    {
        var found = await tables.Of(Names.Tables.Deliveries, id).GetEntityIfExistsAsync<TableEntity>(id, id, cancellationToken: cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>Keeps the outcome; false when another run of the same delivery was first.</summary>
    public async Task<bool> TryAddAsync(DeliveryRecord record, CancellationToken cancellation)
    {
        try
        {
            await tables.Of(Names.Tables.Deliveries, record.Id).AddEntityAsync(Write(record), cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>A waiting delivery has been settled, or a parked one replayed.</summary>
    public Task ReplaceAsync(DeliveryRecord record, CancellationToken cancellation) =>
        tables.Of(Names.Tables.Deliveries, record.Id).UpsertEntityAsync(Write(record), TableUpdateMode.Replace, cancellation);

    private static TableEntity Write(DeliveryRecord record)
    {
        var row = new TableEntity(record.Id, record.Id)
        {
            ["Partner"] = record.Partner,
            ["ReceivedAt"] = record.ReceivedAt,
            ["BodyHash"] = record.BodyHash,
            ["Status"] = record.Status.ToString(),
            ["Reason"] = record.Reason,
            ["Entries"] = JsonSerializer.Serialize(record.Entries, StorageJson.Default.IReadOnlyListEntryRef),
        };
        if (record.Message is { } message)
        {
            Content.Write(row, message);
        }

        return row;
    }

    private static DeliveryRecord Read(TableEntity row) => new(
        row.RowKey,
        row.GetString("Partner"),
        row.GetDateTimeOffset("ReceivedAt")!.Value,
        row.GetString("BodyHash"),
        Enum.Parse<DeliveryStatus>(row.GetString("Status")),
        row.GetString("Reason"),
        JsonSerializer.Deserialize(row.GetString("Entries"), StorageJson.Default.IReadOnlyListEntryRef) ?? [])
    {
        Message = Content.Read(row) is { Length: > 0 } message ? message : null,
    };
}

public enum DeliveryStatus
{
    Processed,
    Waiting,
    Parked,
}

/// <summary>An entry that a delivery made, or found made by an earlier delivery of the same receipt.</summary>
public readonly record struct EntryRef(string MemberId, long Seq)
{
    /// <summary>As it stands in rows: member, dash, number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MemberId}-{Seq}");

    public static EntryRef Parse(string text)
    {
        var dash = text.LastIndexOf('-');
        return new EntryRef(text[..dash], long.Parse(text.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }
}

public sealed record DeliveryRecord(
    string Id,
    string Partner,
    DateTimeOffset ReceivedAt,
    string BodyHash,
    DeliveryStatus Status,
    string? Reason,
    IReadOnlyList<EntryRef> Entries)
{
    /// <summary>The message itself while it is waiting or parked, so that it can be worked on again.</summary>
    public byte[]? Message { get; init; }
}
