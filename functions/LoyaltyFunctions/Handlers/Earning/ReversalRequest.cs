using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>
/// `POST /api/refunds` and `/api/voids`. A refund whose purchase is unknown waits for it.
/// </summary>
public sealed class ReversalRequest(ReversalHandler reversals, WaitingRequests waiting, Publisher publisher, TimeProvider clock)
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
        if (await waiting.FindAsync(caller, reversal.Operation, cancellation) is { } kept)
        {
            return Waiting(kept, replayed: true);
        }

        var result = await reversals.ReverseAsync(reversal with { IsAnnounced = true }, cancellation);
        return result.Outcome == ReversalResult.Kind.PurchaseUnknown
            ? Waiting(await waiting.KeepAsync(caller, reversal.Operation, type, reversal.OccurredAt, body, cancellation), replayed: false)
            : Answer(result);
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
}
