using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>A request at the door of a partner, with the address that it came from.</summary>
public sealed record WebhookCall(WebhookRequest Request, WebhookAddress Address, string Sender)
{
    public static WebhookCall Of(HttpRequest request, WebhookAddress address, ReadOnlyMemory<byte> body) => new(
        new WebhookRequest(
            request.Method,
            address.Path,
            request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())),
            request.Headers.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())),
            body,
            address.Secret),
        address,
        request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "");
}

/// <summary>Who is let in: the partner whose readable delivery this is, or the answer that its format has for what is none.</summary>
public sealed record Admission(KnownPartner? Partner, WebhookReply? Reply);

/// <summary>
/// Decides at the door: handshake, partner, signature, rate, form, in this order. Whoever is not let in gets a
/// <see cref="ProblemException"/>, the same for an unknown partner as for a wrong signature.
/// </summary>
public sealed partial class WebhookDoor(PartnerBook partners, RateLimits limits, ILogger<WebhookDoor> logger)
{
    public Admission Admit(WebhookCall call, DateTimeOffset now)
    {
        if (Greet(call) is { } greeting)
        {
            return new Admission(null, greeting);
        }

        var known = partners.Find(call.Address.Partner);
        var suspect = known ?? partners.Decoy;
        var verified = suspect.Connector.Verify(call.Request, suspect.Partner, now);
        if (known is null || known.Partner.Kind != call.Address.Kind || !verified)
        {
            Log.SignatureInvalid(logger, known?.Partner.Id ?? "unknown");
            CountFailure(call);
            return Drop(known, call, new ProblemException(Problem.SignatureInvalid));
        }

        if (limits.WaitOf("partner:" + known.Partner.Id) is { } wait)
        {
            throw new ProblemException(Problem.RateLimited, retryAfterSeconds: wait);
        }

        return Refusal(known.Connector.Parse(call.Request, known.Partner)) is { } refusal
            ? Drop(known, call, refusal)
            : new Admission(known, null);
    }

    /// <summary>The answer to a handshake, or a refusal: for the methods that deliver nothing.</summary>
    public WebhookReply Answer(WebhookCall call)
    {
        if (Greet(call) is { } greeting)
        {
            return greeting;
        }

        CountFailure(call);
        throw new ProblemException(Problem.SignatureInvalid);
    }

    private WebhookReply? Greet(WebhookCall call)
    {
        if (partners.Find(call.Address.Partner) is not { } known
            || known.Partner.Kind != call.Address.Kind
            || known.Connector.Handshake(call.Request, known.Partner) is not { } reply)
        {
            return null;
        }

        // Most handshakes prove nothing about who asks, so they are counted with the failures.
        CountFailure(call);
        if (reply.Notice is { } notice)
        {
            Log.Handshake(logger, known.Partner.Id, notice);
        }

        return reply;
    }

    private Admission Drop(KnownPartner? known, WebhookCall call, ProblemException refusal)
    {
        if (known?.Connector.Dropped is not { } reply || known.Partner.Kind != call.Address.Kind)
        {
            throw refusal;
        }

        Log.Dropped(logger, known.Partner.Id, refusal.Problem.Type);
        return new Admission(null, reply);
    }

    private void CountFailure(WebhookCall call)
    {
        if (limits.WaitOfFailure(call.Sender) is { } wait)
        {
            throw new ProblemException(Problem.RateLimited, retryAfterSeconds: wait);
        }
    }

    private static ProblemException? Refusal(ParsedDelivery parsed) => parsed.Malformed
        ? new ProblemException(Problem.Malformed, parsed.Faults[0].Detail)
        : Faults.RefusalOf(parsed.Faults);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A delivery for partner {Partner} has no valid signature")]
        public static partial void SignatureInvalid(ILogger logger, string partner);

        [LoggerMessage(2, LogLevel.Warning, "Partner {Partner} set up its webhook: {Notice}")]
        public static partial void Handshake(ILogger logger, string partner, string notice);

        [LoggerMessage(3, LogLevel.Error, "A delivery for partner {Partner} was dropped ({Problem}), and answered as if it were good")]
        public static partial void Dropped(ILogger logger, string partner, string problem);
    }
}
