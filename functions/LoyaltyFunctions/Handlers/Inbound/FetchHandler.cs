using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Sources;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>
/// Asks systems for what their notices only name. Each change becomes a delivery of its own first, so that one which is slow or fails holds up
/// nothing else; a system that does not answer is asked again, ever more seldom, for three days.
/// </summary>
public sealed class FetchHandler(PartnerBook partners, IHttpClientFactory clients, AccessTokens tokens, Outbox outbox, TimeProvider clock)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromDays(1);

    public async Task<EventOutcome> AcceptAsync(ResourceChanged changed, EventOrigin origin) =>
        SourceOf(changed, origin) is null
            ? EventOutcome.Processed($"a change of {Short(changed.Resource)} is recorded; nobody is asked for it")
            : EventOutcome.Processed() with { Released = [await QueueAsync(changed, origin)] };

    /// <summary>What the system says, and what is to be done besides.</summary>
    public async Task<(IReadOnlyList<InboundEvent> Events, EventOutcome Outcome)> FetchAsync(ResourceChanged named, EventOrigin origin, CancellationToken cancellation)
    {
        if (SourceOf(named, origin) is not { } known)
        {
            return ([], EventOutcome.Processed("there is nobody to be asked for it any more"));
        }

        var (partner, source) = known;
        try
        {
            using var client = clients.CreateClient(OutboundHttp.Client);
            var fetched = await source.FetchAsync(new VendorApi(client, partner, source.Authorize, tokens, clock), partner, named, cancellation);
            return fetched.Fault is { } fault ? ([], EventOutcome.Parked($"cannot be read: {fault}"))
                : (fetched.Events, EventOutcome.Processed() with { Released = fetched.Next is { } next ? [await QueueAsync(next, origin)] : [] });
        }
        catch (VendorException e)
        {
            return ([], Wait(e.Attempt, origin));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return ([], Wait(HttpAnswers.Judge(e), origin));
        }
    }

    private (Partner Partner, ISource Source)? SourceOf(ResourceChanged changed, EventOrigin origin) =>
        partners.Find(origin.Partner)?.Partner is { HasApi: true } partner
        && SourceCatalogue.Of(partner.Format) is { } source && source.Knows(changed)
            ? (partner, source)
            : null;

    /// <summary>Twice the age of the notice by the next attempt; longer where the system asks for it.</summary>
    private EventOutcome Wait(Attempt attempt, EventOrigin origin)
    {
        var now = clock.GetUtcNow();
        var age = now - origin.ReceivedAt;
        var wait = age < ShortestWait ? ShortestWait : age > LongestWait ? LongestWait : age;
        if (attempt.RetryAfter is { } asked && asked > wait)
        {
            wait = asked < LongestAskedFor ? asked : LongestAskedFor;
        }

        return new EventOutcome(DeliveryStatus.Waiting, $"the system {attempt.Reason}")
        {
            WaitsFor = new WaitsFor(Keys.Hash("fetch", origin.DeliveryId), IsReceipt: false) { Due = now + wait },
        };
    }

    private async Task<string> QueueAsync(ResourceChanged changed, EventOrigin origin)
    {
        var body = Write(changed);
        var id = Keys.Delivery(origin.Partner, $"fetch:{origin.Marker}:{changed.Page}");
        var message = InboundMessage.Own(id, origin.Partner, origin.ReceivedAt, body, Convert.ToHexStringLower(SHA256.HashData(body)));
        return Encoding.UTF8.GetString((message with { Outbox = await outbox.PutDeliveryAsync(message.ToJson()) }).ToJson());
    }

    private static byte[] Write(ResourceChanged changed)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", StandardWebhooksReader.ResourceChanged);
            json.WriteString("occurredAt", changed.OccurredAt);
            json.WriteStartObject("data");
            json.WriteString("resource", changed.Resource);
            json.WriteString("id", changed.Id);
            json.WriteString("change", changed.Change);
            json.WriteNumber("page", changed.Page);
            if (changed.Since is { } since)
            {
                json.WriteString("since", since);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string Short(string resource) => resource.Length > 64 ? resource[..64] : resource;
}
