using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// What became of every webhook: one row a delivery. The first to work on it claims it for the body it has; the row says what became of
/// it from when that is known.
/// </summary>
public sealed class Deliveries(LedgerTables tables, Figures figures, TimeProvider clock)
{
    private const string BodyHashProperty = "BodyHash";
    private const string StatusProperty = "Status";
    private const string StepsProperty = "Steps";

    public async Task<DeliveryRecord?> FindAsync(string id, CancellationToken cancellation)
    {
        var found = await tables.Of(Names.Tables.Deliveries, id).GetEntityIfExistsAsync<TableEntity>(id, id, cancellationToken: cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>Claims the delivery for the message's body; the same body claims it again.</summary>
    public async Task<DeliveryClaim> ClaimAsync(InboundMessage message, CancellationToken cancellation)
    {
        var table = tables.Of(Names.Tables.Deliveries, message.Id);
        try
        {
            var row = new TableEntity(message.Id, message.Id) { [BodyHashProperty] = message.BodyHash };
            var added = await table.AddEntityAsync(row, cancellation);
            return new DeliveryClaim(null, false, added.Headers.ETag!.Value, NewSteps());
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var stands = (await table.GetEntityAsync<TableEntity>(message.Id, message.Id, cancellationToken: cancellation)).Value;
            return new DeliveryClaim(Read(stands), stands.GetString(BodyHashProperty) != message.BodyHash, stands.ETag, NewSteps());
        }
    }

    /// <summary>Keeps what became of something that nobody claims; nothing happens when it is kept already.</summary>
    public async Task TryAddAsync(DeliveryRecord record, CancellationToken cancellation)
    {
        try
        {
            await tables.Of(Names.Tables.Deliveries, record.Id).AddEntityAsync(Write(record), cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // It came before.
        }
    }

    /// <summary>Keeps what became of a delivery on top of its claim; nothing happens when another run of the same was first.</summary>
    public async Task SettleAsync(DeliveryRecord record, DeliveryClaim claim, CancellationToken cancellation)
    {
        try
        {
            var table = tables.Of(Names.Tables.Deliveries, record.Id);
            var row = Write(record with { Steps = claim.Steps.Taken });
            await table.UpdateEntityAsync(row, claim.Version, TableUpdateMode.Replace, cancellation);
            figures.CountDelivery(record);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // That one found what this one did, or this one what that one did.
        }
    }

    /// <summary>A waiting delivery has been settled, or a parked one replayed.</summary>
    public Task ReplaceAsync(DeliveryRecord record, CancellationToken cancellation) =>
        tables.Of(Names.Tables.Deliveries, record.Id).UpsertEntityAsync(Write(record), TableUpdateMode.Replace, cancellation);

    private DeliverySteps NewSteps()
    {
        var steps = new DeliverySteps(clock);
        steps.Take(DeliveryStep.TakenUp);
        return steps;
    }

    private static TableEntity Write(DeliveryRecord record)
    {
        var row = new TableEntity(record.Id, record.Id)
        {
            ["Partner"] = record.Partner,
            ["ReceivedAt"] = record.ReceivedAt,
            [BodyHashProperty] = record.BodyHash,
            [StatusProperty] = record.Status.ToString(),
            ["Reason"] = record.Reason,
            ["Entries"] = JsonSerializer.Serialize(record.Entries, StorageJson.Default.IReadOnlyListEntryRef),
        };
        if (record.Steps.Count > 0)
        {
            row[StepsProperty] = JsonSerializer.Serialize(record.Steps, StorageJson.Default.IReadOnlyListDeliveryStep);
        }

        if (record.Message is { } message)
        {
            Content.Write(row, message);
        }

        return row;
    }

    private static DeliveryRecord? Read(TableEntity row) => row.GetString(StatusProperty) is not { } status ? null : new DeliveryRecord(
        row.RowKey,
        row.GetString("Partner"),
        row.GetDateTimeOffset("ReceivedAt")!.Value,
        row.GetString(BodyHashProperty),
        Enum.Parse<DeliveryStatus>(status),
        row.GetString("Reason"),
        JsonSerializer.Deserialize(row.GetString("Entries"), StorageJson.Default.IReadOnlyListEntryRef) ?? [])
    {
        Steps = row.GetString(StepsProperty) is { } steps ? JsonSerializer.Deserialize(steps, StorageJson.Default.IReadOnlyListDeliveryStep) ?? [] : [],
        Message = Content.Read(row) is { Length: > 0 } message ? message : null,
    };
}

/// <summary>Who works on a delivery may.</summary>
/// <param name="Before">What became of it before; null when that is not known yet.</param>
/// <param name="IsTwin">It was claimed for another body: this one may have no effect.</param>
/// <param name="Version">The row that was written or read.</param>
/// <param name="Steps">What has been done with it since.</param>
public sealed record DeliveryClaim(DeliveryRecord? Before, bool IsTwin, ETag Version, DeliverySteps Steps);

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
    /// <summary>When it came how far; empty where nobody worked on it since it was replayed.</summary>
    public IReadOnlyList<DeliveryStep> Steps { get; init; } = [];

    /// <summary>The message itself while it is waiting or parked, so that it can be worked on again.</summary>
    public byte[]? Message { get; init; }
}
