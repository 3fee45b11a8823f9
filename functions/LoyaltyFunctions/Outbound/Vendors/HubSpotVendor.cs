using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>
/// HubSpot CRM v3: a contact, first by its address and then by its id. The properties <c>loyalty_…</c> have to exist there.
/// </summary>
internal sealed class HubSpotVendor : IVendor
{
    private const string Contacts = "/crm/v3/objects/contacts";

    public string Format => "HubSpot";

    public bool NeedsEmail => true;

    public bool TellsState => true;

    public void Authorize(HttpRequestHeaders headers, string token) => headers.Authorization = new("Bearer", token);

    public async Task<string?> TellAsync(VendorApi api, Notice notice, MemberCard card, CancellationToken cancellation)
    {
        if (card.Contact.Reference is { } known && await UpdateAsync(api, known, card, cancellation))
        {
            return known;
        }

        var input = new JsonObject { ["idProperty"] = "email", ["id"] = card.Email, ["properties"] = Properties(card) };
        var answer = await api.SendAsync(HttpMethod.Post, Contacts + "/batch/upsert", new JsonObject { ["inputs"] = new JsonArray(input) }, cancellation);
        return IdIn(answer) ?? throw VendorApi.Failure("did not say which contact it wrote");
    }

    public async Task StopAsync(VendorApi api, MemberCard card, CancellationToken cancellation)
    {
        if (card.Contact.Reference is { } known)
        {
            await UpdateAsync(api, known, card, cancellation);
        }
    }

    public async Task ForgetAsync(VendorApi api, Contact contact, CancellationToken cancellation)
    {
        if ((contact.Reference ?? await FindAsync(api, contact.MemberId, cancellation)) is { } id)
        {
            await api.TrySendAsync(HttpMethod.Post, Contacts + "/gdpr-delete", new JsonObject { ["objectId"] = id }, cancellation);
        }
    }

    private static async Task<bool> UpdateAsync(VendorApi api, string id, MemberCard card, CancellationToken cancellation)
    {
        var body = new JsonObject { ["properties"] = Properties(card) };
        return await api.TrySendAsync(HttpMethod.Patch, $"{Contacts}/{Uri.EscapeDataString(id)}", body, cancellation) is not null;
    }

    private static async Task<string?> FindAsync(VendorApi api, string memberId, CancellationToken cancellation)
    {
        var filter = new JsonObject { ["propertyName"] = "loyalty_member_id", ["operator"] = "EQ", ["value"] = memberId };
        var body = new JsonObject { ["filterGroups"] = new JsonArray(new JsonObject { ["filters"] = new JsonArray(filter) }) };
        return IdIn(await api.SendAsync(HttpMethod.Post, Contacts + "/search", body, cancellation));
    }

    private static JsonObject Properties(MemberCard card)
    {
        var properties = card.Facts("loyalty_tier", "loyalty_balance", "loyalty_lifetime_points", "loyalty_last_activity");
        properties["loyalty_member_id"] = card.MemberId;
        if (card.Email is not null)
        {
            properties["email"] = card.Email;
        }

        return properties;
    }

    private static string? IdIn(JsonElement answer) =>
        answer.TryGetProperty("results", out var results) && results.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
            ? first.GetProperty("id").GetString()
            : null;
}
