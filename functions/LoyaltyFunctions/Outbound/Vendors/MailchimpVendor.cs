using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>
/// Mailchimp Marketing 3.0: merge fields and a tag for the tier. The base ends with the audience,
/// <c>https://us1.api.mailchimp.com/3.0/lists/{id}</c>; a member is known there by the MD5 of the address.
/// </summary>
internal sealed class MailchimpVendor : IVendor
{
    public string Format => "Mailchimp";

    public bool NeedsEmail => true;

    public bool TellsState => true;

    public void Authorize(HttpRequestHeaders headers, string token) =>
        headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("loyalty:" + token)));

    [SuppressMessage("Security", "CA5351", Justification = "Mailchimp's own id of an address; nothing is kept secret by it.")]
    [SuppressMessage("Globalization", "CA1308", Justification = "Mailchimp hashes the lower-case address.")]
    public string? ReferenceOf(MemberCard card) =>
        card.Email is null ? null : Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(card.Email.ToLowerInvariant())));

    public async Task<string?> TellAsync(VendorApi api, Notice notice, MemberCard card, CancellationToken cancellation)
    {
        // Under the address that it has there: another address moves the member instead of making a second one.
        var path = PathOf(card.Contact.Reference!);
        var body = new JsonObject
        {
            ["email_address"] = card.Email,
            ["status_if_new"] = "subscribed",
            ["merge_fields"] = card.Facts("LOYTIER", "LOYPOINTS", "LOYTOTAL", "LOYACTIVE"),
        };
        await api.SendAsync(HttpMethod.Put, path, body, cancellation);
        await api.SendAsync(HttpMethod.Post, $"{PathOf(ReferenceOf(card)!)}/tags", new JsonObject { ["tags"] = Tags(card) }, cancellation);
        return ReferenceOf(card);
    }

    public Task StopAsync(VendorApi api, MemberCard card, CancellationToken cancellation) =>
        api.TrySendAsync(HttpMethod.Patch, PathOf(card.Contact.Reference!), new JsonObject { ["status"] = "unsubscribed" }, cancellation);

    public Task ForgetAsync(VendorApi api, Contact contact, CancellationToken cancellation) =>
        api.TrySendAsync(HttpMethod.Post, PathOf(contact.Reference!) + "/actions/delete-permanent", null, cancellation);

    private static JsonArray Tags(MemberCard card) =>
        [.. card.Tiers.Select(tier => new JsonObject { ["name"] = "loyalty-" + tier, ["status"] = tier == card.Tier ? "active" : "inactive" })];

    private static string PathOf(string reference) => $"/members/{reference}";
}
