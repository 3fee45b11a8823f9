using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>Customer.io's Track API: people by the member id. The token is <c>{site id}:{API key}</c>.</summary>
internal sealed class CustomerIoVendor : IVendor
{
    public string Format => "CustomerIo";

    public bool NeedsEmail => true;

    public bool TellsState => false;

    public void Authorize(HttpRequestHeaders headers, string token) =>
        headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));

    public async Task<string?> TellAsync(VendorApi api, Notice notice, MemberCard card, CancellationToken cancellation)
    {
        var attributes = card.Facts("loyalty_tier", "loyalty_balance", "loyalty_lifetime_points", "loyalty_last_activity");
        attributes["email"] = card.Email;
        attributes["unsubscribed"] = false;
        await api.SendAsync(HttpMethod.Put, PathOf(card.MemberId), attributes, cancellation);
        var told = new JsonObject
        {
            ["name"] = notice.Event.Type,
            ["timestamp"] = notice.At.ToUnixTimeSeconds(),
            ["data"] = VendorEvents.DataOf(notice),
        };
        await api.SendAsync(HttpMethod.Post, PathOf(card.MemberId) + "/events", told, cancellation);
        return card.MemberId;
    }

    public Task StopAsync(VendorApi api, MemberCard card, CancellationToken cancellation) =>
        api.SendAsync(HttpMethod.Put, PathOf(card.MemberId), new JsonObject { ["unsubscribed"] = true }, cancellation);

    /// <summary>Suppressing deletes the person and keeps the id from coming back.</summary>
    public Task ForgetAsync(VendorApi api, Contact contact, CancellationToken cancellation) =>
        api.TrySendAsync(HttpMethod.Post, PathOf(contact.MemberId) + "/suppress", null, cancellation);

    private static string PathOf(string memberId) => $"/api/v1/customers/{memberId}";
}
