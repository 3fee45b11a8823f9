using System.Security.Cryptography;
using System.Text;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers;

/// <summary>
/// Decides at the door: partner, rate, signature, form. What passes is in the outbox before this returns, because a host may answer the
/// sender before it has sent the queue message; a lost message is sent again by the sweeper.
/// </summary>
public sealed partial class IntakeHandler(
    PartnerBook partners,
    RateLimits limits,
    Outbox outbox,
    DeliveryArchive archive,
    TimeProvider clock,
    ILogger<IntakeHandler> logger)
{
    public async Task<(IActionResult Answer, string? Message)> AcceptAsync(
        HttpRequest request,
        string kind,
        string partner,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var webhook = Read(request, body);
        using var span = Traces.StartReceiving(partners.Find(partner)?.Partner.Id ?? "unknown");
        var known = Verify(webhook, request, kind, partner, now);
        if (limits.WaitOf("partner:" + known.Partner.Id) is { } wait)
        {
            throw new ProblemException(Problem.RateLimited, retryAfterSeconds: wait);
        }

        Refuse(known.Connector.Parse(webhook, known.Partner));
        var message = await StoreAsync(webhook, known, now, cancellation);
        span?.SetTag("loyalty.delivery", message.Id);
        Measures.Accepted(known.Partner.Id, known.Connector.Format);
        return (new AnswerResult(new Answer(202, ApiJson.Write(new AcceptedView(message.Id), ApiJson.Default.AcceptedView))), Encoding.UTF8.GetString(message.ToJson()));
    }

    private KnownPartner Verify(WebhookRequest webhook, HttpRequest request, string kind, string partner, DateTimeOffset now)
    {
        var known = partners.Find(partner);
        var suspect = known ?? partners.Decoy;
        var verified = suspect.Connector.Verify(webhook, suspect.Partner, now);
        if (known is not null && verified && known.Partner.Kind == kind)
        {
            return known;
        }

        Log.SignatureInvalid(logger, known?.Partner.Id ?? "unknown");
        var address = request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        throw limits.WaitOfFailure(address) is { } wait
            ? new ProblemException(Problem.RateLimited, retryAfterSeconds: wait)
            : new ProblemException(Problem.SignatureInvalid);
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

    private static WebhookRequest Read(HttpRequest request, ReadOnlyMemory<byte> body) => new(
        request.Method,
        request.Path,
        request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())),
        request.Headers.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())),
        body);

    private static void Refuse(ParsedDelivery parsed)
    {
        if (parsed.Malformed)
        {
            throw new ProblemException(Problem.Malformed, parsed.Faults[0].Detail);
        }

        Faults.Refuse(parsed.Faults);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A delivery for partner {Partner} has no valid signature")]
        public static partial void SignatureInvalid(ILogger logger, string partner);
    }
}
