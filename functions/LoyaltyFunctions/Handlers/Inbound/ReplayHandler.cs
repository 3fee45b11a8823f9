using System.Text;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>
/// Makes a parked delivery a waiting one and sends it through the queue, with an outbox row behind it as at its first time. What
/// still cannot be processed becomes a dead letter again. A notice goes back into the queue of what goes out.
/// </summary>
public sealed class ReplayHandler(DeadLetters letters, Deliveries deliveries, Outbox outbox, NoticeReplay notices)
{
    public async Task<(IActionResult Answer, string? Message)> ReplayAsync(string id, CancellationToken cancellation)
    {
        if (DeadLetters.DeliveryOf(id).StartsWith('n'))
        {
            var notice = await notices.ReplayAsync(id, cancellation) ?? throw new ProblemException(Problem.NotFound);
            return (Json.Of(202, new AcceptedView(notice), ApiJson.Default.AcceptedView), null);
        }

        // The letter itself may have gone with an attempt whose answer was lost; the delivery is still there.
        var delivery = await deliveries.FindAsync(DeadLetters.DeliveryOf(id), cancellation);
        if (delivery is null || DeadLetters.IdOf(delivery) != id)
        {
            throw new ProblemException(Problem.NotFound);
        }

        var answer = Json.Of(202, new AcceptedView(delivery.Id), ApiJson.Default.AcceptedView);
        if (delivery is not { Status: DeliveryStatus.Parked, Message: { } parked })
        {
            await letters.DeleteAsync(id, cancellation);
            return (answer, null);
        }

        if (InboundMessage.TryParse(Encoding.UTF8.GetString(parked)) is not { } message)
        {
            // What no version could read yet: the queue decides again, and the letter stands until it has.
            return (answer, Encoding.UTF8.GetString(parked));
        }

        var behind = await outbox.PutDeliveryAsync(parked);
        await deliveries.ReplaceAsync(delivery with { Status = DeliveryStatus.Waiting, Reason = "is replayed" }, cancellation);
        await letters.DeleteAsync(id, cancellation);
        return (answer, Encoding.UTF8.GetString((message with { Outbox = behind }).ToJson()));
    }
}
