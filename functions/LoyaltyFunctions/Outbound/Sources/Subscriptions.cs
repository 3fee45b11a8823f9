using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.BusinessCentral;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Requests;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>
/// Business Central ends a subscription after three days, or at an answer that it does not like. Those that end soon are renewed, and those
/// that are missing made, so that a system which has fallen silent speaks again.
/// </summary>
public sealed partial class Subscriptions(PartnerBook partners, IHttpClientFactory clients, AccessTokens tokens, TimeProvider clock, ILogger<Subscriptions> logger)
{
    private const string Companies = "/companies(";

    private static readonly TimeSpan Soon = TimeSpan.FromHours(36);

    private sealed record Subscription(string Id, string Resource, DateTimeOffset EndsAt);

    /// <summary>Partners one after the other; one whose system fails stops no other, and is tried again by the next run.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        var known = partners.OfFormat(BusinessCentralConnector.Name).Select(one => one.Partner);
        foreach (var partner in known.Where(partner => partner is { HasApi: true, PublicUrl.Length: > 0 }))
        {
            try
            {
                await RenewAsync(partner, cancellation);
            }
            catch (VendorException e)
            {
                Log.Failed(logger, partner.Id, e.Attempt.Reason);
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                Log.Failed(logger, partner.Id, HttpAnswers.Judge(e).Reason);
            }
        }
    }

    private async Task RenewAsync(Partner partner, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(OutboundHttp.Client);
        var company = partner.ApiBase!.IndexOf(Companies, StringComparison.Ordinal);
        var api = new VendorApi(client, partner, Authorize, tokens, clock) { Root = company < 0 ? partner.ApiBase : partner.ApiBase[..company] };
        var own = Own(Fields.Of(await api.SendAsync(HttpMethod.Get, "/subscriptions", null, cancellation)), partner);
        foreach (var ending in own.Where(one => one.EndsAt < clock.GetUtcNow() + Soon))
        {
            await api.SendAsync(HttpMethod.Patch, $"/subscriptions('{Uri.EscapeDataString(ending.Id)}')", Body(partner, ending.Resource), cancellation);
            Log.Renewed(logger, partner.Id, ending.Id);
        }

        var path = new Uri(partner.ApiBase).AbsolutePath.TrimEnd('/');
        foreach (var missing in BusinessCentralSource.Resources.Where(resource => !own.Any(one => one.Resource.EndsWith("/" + resource, StringComparison.Ordinal))))
        {
            await api.SendAsync(HttpMethod.Post, "/subscriptions", Body(partner, $"{path}/{missing}"), cancellation);
            Log.Made(logger, partner.Id, missing);
        }
    }

    private static List<Subscription> Own(Fields answer, Partner partner) =>
    [
        .. from one in answer.List("value", 1_000)
           let id = VendorFields.Usable(one, "subscriptionId", 1_024)
           let resource = VendorFields.Usable(one, "resource", 1_024)
           where id is not null && resource is not null && VendorFields.Usable(one, "notificationUrl", 2_048) == partner.PublicUrl
           select new Subscription(id, resource, VendorTimes.Read(one, "expirationDateTime") ?? DateTimeOffset.MinValue),
    ];

    private static JsonObject Body(Partner partner, string resource) =>
        new() { ["notificationUrl"] = partner.PublicUrl, ["resource"] = resource, ["clientState"] = partner.Secrets[0] };

    // Whatever the version: what is renewed is not changed.
    private static void Authorize(HttpRequestHeaders headers, string token)
    {
        headers.Authorization = new("Bearer", token);
        headers.IfMatch.Add(EntityTagHeaderValue.Any);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The subscriptions of partner {Partner} could not be renewed: it {Reason}")]
        public static partial void Failed(ILogger logger, string partner, string reason);

        [LoggerMessage(2, LogLevel.Information, "Partner {Partner}: subscription {Subscription} was renewed")]
        public static partial void Renewed(ILogger logger, string partner, string subscription);

        [LoggerMessage(3, LogLevel.Warning, "Partner {Partner} had no subscription to {Resource}; one was made")]
        public static partial void Made(ILogger logger, string partner, string resource);
    }
}
