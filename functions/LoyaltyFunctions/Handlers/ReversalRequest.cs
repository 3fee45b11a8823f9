using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers;

/// <summary>
/// `POST /api/refunds` and `/api/voids`. A refund whose purchase is unknown becomes a delivery of the hub's own format and waits as one
/// that came by webhook would.
/// </summary>
public sealed class ReversalRequest(ReversalHandler reversals, DeliveryHandler waiting, Deliveries deliveries, Publisher publisher, TimeProvider clock)
{
    private const string RefundType = "purchase.refunded";
    private const string VoidType = "purchase.voided";

    public Task<IActionResult> RefundAsync(Caller caller, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var (occurredAt, refund) = JsonRequest.Read(body, fields => (fields.Instant("occurredAt"), RefundReader.Read(fields, caller.Partner)!));
        return RunAsync(caller, new Reversal(refund.Receipt, refund, occurredAt ?? clock.GetUtcNow(), operation), RefundType, body, cancellation);
    }

    public Task<IActionResult> VoidAsync(Caller caller, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var (occurredAt, receipt) = JsonRequest.Read(body, fields => (fields.Instant("occurredAt"), VoidReader.Read(fields, caller.Partner)!));
        return RunAsync(caller, new Reversal(receipt, null, occurredAt ?? clock.GetUtcNow(), operation), VoidType, body, cancellation);
    }

    private async Task<IActionResult> RunAsync(Caller caller, Reversal reversal, string type, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var deliveryId = Keys.Delivery(caller.Partner, reversal.Operation.Key);
        if (await deliveries.FindAsync(deliveryId, cancellation) is { } kept)
        {
            return kept.BodyHash == reversal.Operation.RequestHash
                ? await WaitOnAsync(kept, cancellation)
                : throw new ProblemException(Problem.IdempotencyKeyReused);
        }

        var result = await reversals.ReverseAsync(reversal with { IsAnnounced = true }, cancellation);
        if (result.Outcome != ReversalResult.Kind.PurchaseUnknown)
        {
            return Answer(result);
        }

        var message = InboundMessage.Own(deliveryId, caller.Partner, clock.GetUtcNow(), Wrap(type, reversal.OccurredAt, body)) with
        {
            BodyHash = reversal.Operation.RequestHash,
        };
        await waiting.ProcessAsync(message, cancellation);
        return Waiting(deliveryId, replayed: false);
    }

    /// <summary>The first attempt may have died before it noted what the refund waits for; then only this one can.</summary>
    private async Task<IActionResult> WaitOnAsync(DeliveryRecord kept, CancellationToken cancellation)
    {
        if (kept is { Status: DeliveryStatus.Waiting, Message: { } message })
        {
            await waiting.ProcessAsync(InboundMessage.Parse(Encoding.UTF8.GetString(message)), cancellation);
        }

        return Waiting(kept.Id, replayed: true);
    }

    private AnswerResult Answer(ReversalResult result)
    {
        if (result is { Outcome: ReversalResult.Kind.Reversed, Behind: { } behind })
        {
            _ = publisher.PublishLaterAsync(new Publication(result.MemberId!, result.Committed), behind);
        }

        return result.Outcome switch
        {
            ReversalResult.Kind.Reversed or ReversalResult.Kind.Duplicate when result.Answer is not null => new AnswerResult(result.Answer),
            ReversalResult.Kind.Replayed => new AnswerResult(result.Answer!, replayed: true),
            ReversalResult.Kind.KeyReused => throw new ProblemException(Problem.IdempotencyKeyReused),
            ReversalResult.Kind.AccountClosed => throw new ProblemException(Problem.NotFound),
            ReversalResult.Kind.CurrencyDiffers => Refuse("/currency", "is not the purchase's"),
            ReversalResult.Kind.AlreadyVoided => Refuse("/receiptId", "was voided before"),
            _ => Refuse("/refundId", "cannot be applied to this purchase"),
        };
    }

    private static AnswerResult Refuse(string pointer, string detail) =>
        throw new ProblemException(Problem.Invalid, errors: [new FieldFault(pointer, detail)]);

    private static AnswerResult Waiting(string deliveryId, bool replayed) =>
        new(new Answer(202, ApiJson.Write(new AcceptedView(deliveryId), ApiJson.Default.AcceptedView)), replayed);

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
