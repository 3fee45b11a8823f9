using System.Security.Cryptography;
using System.Text;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>
/// Takes in what passes the door. It is in the outbox before this returns, because a host may answer the sender before it has sent the
/// queue message; a lost message is sent again by the sweeper.
/// </summary>
public sealed class IntakeHandler(WebhookDoor door, Outbox outbox, DeliveryArchive archive, TimeProvider clock)
{
    public async Task<(IActionResult Answer, string? Message)> AcceptAsync(WebhookCall call, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var admission = door.Admit(call, now);
        if (admission.Partner is not { } known)
        {
            return (new ReplyResult(admission.Reply!), null);
        }

        using var span = Traces.StartReceiving(known.Partner.Id);
        var message = await StoreAsync(call.Request, known, now, cancellation);
        span?.SetTag("loyalty.delivery", message.Id);
        Measures.Accepted(known.Partner.Id, known.Connector.Format);
        IActionResult answer = known.Connector.Accepted is { } accepted
            ? new ReplyResult(accepted)
            : new AnswerResult(new Answer(202, ApiJson.Write(new AcceptedView(message.Id), ApiJson.Default.AcceptedView)));
        return (answer, Encoding.UTF8.GetString(message.ToJson()));
    }

    private async Task<InboundMessage> StoreAsync(WebhookRequest webhook, KnownPartner known, DateTimeOffset now, CancellationToken cancellation)
    {
        var message = new InboundMessage(
            Keys.Delivery(known.Partner.Id, known.Connector.DeliveryId(webhook)),
            known.Partner.Id,
            now,
            known.Connector.Headers.Where(webhook.Headers.ContainsKey).ToDictionary(name => name, webhook.Header),
            webhook.Body.ToArray(),
            null,
            Convert.ToHexStringLower(SHA256.HashData(webhook.Body.Span)))
        {
            TraceParent = Traces.Parent,
        };
        message = await archive.CheckBodyAsync(message, cancellation);
        return message with { Outbox = await outbox.PutDeliveryAsync(message.ToJson()) };
    }
}
