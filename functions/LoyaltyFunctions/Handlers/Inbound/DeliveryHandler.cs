using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>A delivery whose events have been handled; it is neither published nor kept yet.</summary>
public sealed record HandledDelivery(InboundMessage Message, DeliveryClaim Claim, IReadOnlyList<EventOutcome> Outcomes)
{
    /// <summary>The span that its events were handled in, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>
/// Works on a delivery from the queue in three steps: reads it and handles its events, publishes and archives, and only then keeps what
/// became of it. Running it again after a crash anywhere finds what is done and goes on.
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
    /// <summary>All three steps. Returns the messages of deliveries that can go on now; throws only when the store is out of reach.</summary>
    public async Task<IReadOnlyList<string>> ProcessAsync(InboundMessage message, CancellationToken cancellation)
    {
        if (await HandleAsync(message, cancellation) is not { } handled)
        {
            return [];
        }

        await PublishAsync(handled);
        return await KeepAsync(handled, cancellation);
    }

    /// <summary>Null when nothing is left to be done.</summary>
    public async Task<HandledDelivery?> HandleAsync(InboundMessage message, CancellationToken cancellation)
    {
        using var span = Traces.StartProcessing(message);
        var claim = await deliveries.ClaimAsync(message, cancellation);
        if (claim.IsTwin)
        {
            await ParkTwinAsync(message, cancellation);
            return null;
        }

        return claim.Before is { Status: not DeliveryStatus.Waiting }
            ? null
            : new HandledDelivery(message, claim, await HandleEventsAsync(message, claim.Steps, cancellation)) { TraceParent = Traces.Parent };
    }

    /// <summary>Tells what the events came to, and archives the delivery the first time.</summary>
    public async Task PublishAsync(HandledDelivery handled)
    {
        using var span = Traces.StartTelling(handled.TraceParent);
        await Task.WhenAll(handled.Outcomes.SelectMany(outcome => outcome.Publications).Select(publisher.PublishAsync));
        if (handled.Claim.Before is null)
        {
            await reader.ArchiveAsync(handled.Message);
        }

        handled.Claim.Steps.Take(DeliveryStep.Published);
    }

    /// <summary>Keeps what became of it; returns the messages of deliveries that can go on now.</summary>
    public async Task<IReadOnlyList<string>> KeepAsync(HandledDelivery handled, CancellationToken cancellation)
    {
        var record = Record(handled.Message, handled.Outcomes);
        using var span = Traces.StartKeeping(handled.TraceParent, record.Status);
        if (record.Status == DeliveryStatus.Parked)
        {
            // Before the delivery's own row: once that is there the message is not worked on again.
            await letters.PutAsync(record, cancellation);
        }

        await deliveries.SettleAsync(record, handled.Claim, cancellation);
        Measures.Processed(record.Partner, record.Status);
        var released = handled.Outcomes.SelectMany(outcome => outcome.Released);
        return record.Status == DeliveryStatus.Waiting
            ? [.. released, .. await NoteAsync(handled, record, cancellation)]
            : [.. released];
    }

    private async Task<IReadOnlyList<EventOutcome>> HandleEventsAsync(InboundMessage message, DeliverySteps steps, CancellationToken cancellation)
    {
        try
        {
            var parsed = await reader.ReadAsync(message, cancellation);
            steps.Take(DeliveryStep.Parsed);
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

            steps.Take(DeliveryStep.Committed);
            return outcomes;
        }
        catch (Exception e) when (!StoreFaults.Is(e))
        {
            // A message that the code cannot digest is parked alone; the batch goes on.
            Log.Poisoned(logger, message.Id, e);
            return [EventOutcome.Parked($"could not be processed: {e.GetType().Name}")];
        }
    }

    private async Task<IReadOnlyList<string>> NoteAsync(HandledDelivery handled, DeliveryRecord record, CancellationToken cancellation)
    {
        var awaited = handled.Outcomes.SelectMany(outcome => outcome.WaitsForAny.Append(outcome.WaitsFor)).OfType<WaitsFor>().ToList();

        // What it waits for may have come between the look-up and the note.
        return await waiting.NoteAsync(awaited, record, cancellation) ? await ProcessAsync(handled.Message, cancellation) : [];
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
