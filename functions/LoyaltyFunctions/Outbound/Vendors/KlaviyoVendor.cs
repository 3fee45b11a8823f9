using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>Klaviyo's JSON:API: the profile by its address with the member id as <c>external_id</c>, and each event once by its id.</summary>
internal sealed class KlaviyoVendor : IVendor
{
    private const string Revision = "2024-10-15";

    public string Format => "Klaviyo";

    public bool NeedsEmail => true;

    public bool TellsState => false;

    public void Authorize(HttpRequestHeaders headers, string token)
    {
        headers.Authorization = new("Klaviyo-API-Key", token);
        headers.Add("revision", Revision);
    }

    public async Task<string?> TellAsync(VendorApi api, Notice notice, MemberCard card, CancellationToken cancellation)
    {
        var attributes = new JsonObject { ["email"] = card.Email, ["external_id"] = card.MemberId, ["properties"] = Facts(card) };
        var profile = await api.SendAsync(HttpMethod.Post, "/api/profile-import", Data("profile", attributes, card.Contact.Reference), cancellation);
        var id = profile.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data.GetProperty("id").GetString() : null;
        await api.SendAsync(HttpMethod.Post, "/api/events", Event(notice, id ?? throw VendorApi.Failure("did not say which profile it wrote")), cancellation);
        return id;
    }

    public async Task StopAsync(VendorApi api, MemberCard card, CancellationToken cancellation)
    {
        if (card.Contact.Reference is { } id)
        {
            var properties = new JsonObject { ["loyalty_email_consent"] = false };
            var body = Data("profile", new JsonObject { ["properties"] = properties }, id);
            await api.TrySendAsync(HttpMethod.Patch, $"/api/profiles/{Uri.EscapeDataString(id)}", body, cancellation);
        }
    }

    public async Task ForgetAsync(VendorApi api, Contact contact, CancellationToken cancellation)
    {
        if ((contact.Reference ?? await FindAsync(api, contact.MemberId, cancellation)) is { } id)
        {
            var profile = new JsonObject { ["profile"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "profile", ["id"] = id } } };
            await api.TrySendAsync(HttpMethod.Post, "/api/data-privacy-deletion-jobs", Data("data-privacy-deletion-job", profile), cancellation);
        }
    }

    private static async Task<string?> FindAsync(VendorApi api, string memberId, CancellationToken cancellation)
    {
        var filter = Uri.EscapeDataString($"equals(external_id,\"{memberId}\")");
        var answer = await api.SendAsync(HttpMethod.Get, $"/api/profiles?filter={filter}", null, cancellation);
        return answer.TryGetProperty("data", out var found) && found.ValueKind == JsonValueKind.Array && found.GetArrayLength() > 0
            ? found[0].GetProperty("id").GetString()
            : null;
    }

    private static JsonObject Facts(MemberCard card)
    {
        var facts = card.Facts("loyalty_tier", "loyalty_balance", "loyalty_lifetime_points", "loyalty_last_activity");
        facts["loyalty_email_consent"] = true;
        return facts;
    }

    private static JsonObject Event(Notice notice, string profile) => Data("event", new JsonObject
    {
        ["unique_id"] = notice.EventId,
        ["time"] = notice.At.ToString("O"),
        ["properties"] = VendorEvents.DataOf(notice),
        ["metric"] = Data("metric", new JsonObject { ["name"] = notice.Event.Type }),
        ["profile"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "profile", ["id"] = profile } },
    });

    private static JsonObject Data(string type, JsonObject attributes, string? id = null)
    {
        var data = new JsonObject { ["type"] = type, ["attributes"] = attributes };
        if (id is not null)
        {
            data["id"] = id;
        }

        return new JsonObject { ["data"] = data };
    }
}
