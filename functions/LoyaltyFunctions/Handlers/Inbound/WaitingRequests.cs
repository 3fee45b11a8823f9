using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>
/// Requests by API that have to wait for something: each becomes a delivery of the hub's own format, known by its idempotency key, and
/// waits as one that came by webhook would.
/// </summary>
public sealed class WaitingRequests(DeliveryHandler handler, Deliveries deliveries, DeliveryArchive archive, Outbox outbox, TimeProvider clock)
{
    /// <summary>The delivery that this request became before; null when it is new.</summary>
    public async Task<string?> FindAsync(Caller caller, Operation operation, CancellationToken cancellation)
    {
        if (await deliveries.FindAsync(IdOf(caller, operation), cancellation) is not { } kept)
        {
            return null;
        }

        if (kept.BodyHash != operation.RequestHash)
        {
            throw new ProblemException(Problem.IdempotencyKeyReused);
        }

        if (kept is { Status: DeliveryStatus.Waiting, Message: { } message })
        {
            // The first attempt may have died before it noted what the request waits for; then only this one can.
            await handler.ProcessAsync(InboundMessage.Parse(Encoding.UTF8.GetString(message)), cancellation);
        }

        return kept.Id;
    }

    /// <summary>Lets the request wait as an event of that type, whose data is its body.</summary>
    public async Task<string> KeepAsync(
        Caller caller,
        Operation operation,
        string type,
        DateTimeOffset occurredAt,
        ReadOnlyMemory<byte> data,
        CancellationToken cancellation)
    {
        var message = InboundMessage.Own(IdOf(caller, operation), caller.Partner, clock.GetUtcNow(), Wrap(type, occurredAt, data), operation.RequestHash);
        await handler.ProcessAsync(await archive.CheckBodyAsync(message, cancellation), cancellation);
        return message.Id;
    }

    /// <summary>
    /// Works on the request as an event of that type at once, whatever comes of it; returns its delivery and the messages that can go on now.
    /// It is in the outbox first: after a crash the sweeper queues it.
    /// </summary>
    public async Task<(string Id, IReadOnlyList<string> Released)> WorkAsync(
        Caller caller,
        Operation operation,
        string type,
        DateTimeOffset occurredAt,
        ReadOnlyMemory<byte> data,
        CancellationToken cancellation)
    {
        var message = InboundMessage.Own(IdOf(caller, operation), caller.Partner, clock.GetUtcNow(), Wrap(type, occurredAt, data), operation.RequestHash);
        message = await archive.CheckBodyAsync(message, cancellation);
        var behind = await outbox.PutDeliveryAsync(message.ToJson());
        var released = await handler.ProcessAsync(message, cancellation);
        await outbox.DeleteAsync(behind);
        return (message.Id, released);
    }

    private static string IdOf(Caller caller, Operation operation) => Keys.Delivery(caller.Partner, operation.Key);

    private static byte[] Wrap(string type, DateTimeOffset occurredAt, ReadOnlyMemory<byte> data)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("occurredAt", occurredAt);
            json.WritePropertyName("data");
            json.WriteRawValue(data.Span);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
