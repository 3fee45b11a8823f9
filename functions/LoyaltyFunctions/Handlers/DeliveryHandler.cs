using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers;

/// <summary>
/// Works on one delivery from the queue: reads it, handles its events, publishes, archives, and only then keeps what became of it.
/// Running it again after a crash anywhere finds what is done and goes on.
/// </summary>
public sealed partial class DeliveryHandler(
    Deliveries deliveries,
    DeadLetters letters,
    DeliveryReader reader,
    InboundEvents events,
    Publisher publisher,
    WaitingHandler waiting,
    ILogger<DeliveryHandler> logger)
{
    /// <summary>Returns the messages of deliveries that can go on now. Throws only when the store is out of reach.</summary>
    public async Task<IReadOnlyList<string>> ProcessAsync(InboundMessage message, CancellationToken cancellation)
    {
        var before = await deliveries.FindAsync(message.Id, cancellation);
        if (before is not null && before.BodyHash != message.BodyHash)
        {
            await ParkTwinAsync(message, cancellation);
            return [];
        }

        if (before is { Status: not DeliveryStatus.Waiting })
        {
            return [];
        }

        var outcomes = await HandleAsync(message, cancellation);
        await Task.WhenAll(outcomes.SelectMany(outcome => outcome.Publications).Select(publisher.PublishAsync));
        await KeepAsync(message, before, outcomes, cancellation);
        return [.. outcomes.SelectMany(outcome => outcome.Released)];
    }

    private async Task<IReadOnlyList<EventOutcome>> HandleAsync(InboundMessage message, CancellationToken cancellation)
    {
        try
        {
            var parsed = await reader.ReadAsync(message, cancellation);
            if (parsed.Faults.Count > 0)
            {
                return [EventOutcome.Parked($"cannot be read: {parsed.Faults[0].Pointer} {parsed.Faults[0].Detail}")];
            }

            var outcomes = new List<EventOutcome>(parsed.Events.Count);
            foreach (var inbound in parsed.Events)
            {
                var origin = new EventOrigin(message.Id, message.Partner, message.ReceivedAt, outcomes.Count);
                outcomes.Add(await events.HandleAsync(inbound, origin, cancellation));
            }

            return outcomes;
        }
        catch (Exception e) when (!StoreFaults.Is(e))
        {
            // A message that the code cannot digest is parked alone; the batch goes on.
            Log.Poisoned(logger, message.Id, e);
            return [EventOutcome.Parked($"could not be processed: {e.GetType().Name}")];
        }
    }

    private async Task KeepAsync(InboundMessage message, DeliveryRecord? before, IReadOnlyList<EventOutcome> outcomes, CancellationToken cancellation)
    {
        var record = Record(message, outcomes);
        if (record.Status == DeliveryStatus.Parked)
        {
            // Before the delivery's own row: once that is there the message is not worked on again.
            await letters.PutAsync(record, cancellation);
        }

        if (before is not null)
        {
            await deliveries.ReplaceAsync(record, cancellation);
        }
        else
        {
            await reader.ArchiveAsync(message);
            await deliveries.TryAddAsync(record, cancellation);
        }

        if (record.Status == DeliveryStatus.Waiting)
        {
            await NoteAsync(message, record, outcomes, cancellation);
        }
    }

    private async Task NoteAsync(InboundMessage message, DeliveryRecord record, IReadOnlyList<EventOutcome> outcomes, CancellationToken cancellation)
    {
        var awaited = outcomes.Select(outcome => outcome.WaitsFor).OfType<WaitsFor>().ToList();
        if (await waiting.NoteAsync(awaited, record, cancellation))
        {
            // What it waits for came between the look-up and the note.
            await ProcessAsync(message, cancellation);
        }
    }

    private static DeliveryRecord Record(InboundMessage message, IReadOnlyList<EventOutcome> outcomes)
    {
        var status = outcomes.Select(outcome => outcome.Status).DefaultIfEmpty(DeliveryStatus.Processed).Max();
        var reasons = outcomes.Select(outcome => outcome.Reason).Where(reason => reason is not null).Distinct().Take(5).ToList();
        return new DeliveryRecord(
            message.Id,
            message.Partner,
            message.ReceivedAt,
            message.BodyHash,
            status,
            reasons.Count == 0 ? null : string.Join("; ", reasons),
            [.. outcomes.SelectMany(outcome => outcome.Entries)])
        {
            Message = status == DeliveryStatus.Processed ? null : (message with { Outbox = null }).ToJson(),
        };
    }

    private async Task ParkTwinAsync(InboundMessage message, CancellationToken cancellation)
    {
        await reader.ArchiveAsync(message);
        var twin = Record(message, [EventOutcome.Parked($"delivery {message.Id} was sent before with another body")]);
        twin = twin with { Id = Keys.Delivery(message.Id, message.BodyHash) };
        await letters.PutAsync(twin, cancellation);
        await deliveries.ReplaceAsync(twin, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Delivery {DeliveryId} could not be processed and is parked")]
        public static partial void Poisoned(ILogger logger, string deliveryId, Exception e);
    }
}
