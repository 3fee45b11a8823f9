using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>
/// Salesforce REST: a Contact by the external id <c>Loyalty_Member_Id__c</c>, so that no personal data is needed. A contact that is new
/// there needs a last name and gets the member id as one.
/// </summary>
internal sealed class SalesforceVendor : IVendor
{
    private const string Data = "/services/data/v62.0";
    private const string ExternalId = "Loyalty_Member_Id__c";

    public string Format => "Salesforce";

    public bool NeedsEmail => false;

    public bool TellsState => true;

    public void Authorize(HttpRequestHeaders headers, string token) => headers.Authorization = new("Bearer", token);

    public async Task<string?> TellAsync(VendorApi api, Notice notice, MemberCard card, CancellationToken cancellation)
    {
        // Whoever is there already keeps the name that is there.
        var record = Record(card);
        if (card.Contact.Reference is null && await api.TrySendAsync(HttpMethod.Get, PathOf(card.MemberId) + "?fields=Id", null, cancellation) is null)
        {
            record["LastName"] = card.MemberId;
        }

        var body = new JsonObject { ["allOrNone"] = true, ["records"] = new JsonArray(record) };
        var answer = await api.SendAsync(HttpMethod.Patch, $"{Data}/composite/sobjects/Contact/{ExternalId}", body, cancellation);
        return IdIn(answer) ?? throw VendorApi.Failure("did not say which contact it wrote");
    }

    public Task StopAsync(VendorApi api, MemberCard card, CancellationToken cancellation) => Task.CompletedTask;

    public Task ForgetAsync(VendorApi api, Contact contact, CancellationToken cancellation) =>
        api.TrySendAsync(HttpMethod.Delete, PathOf(contact.MemberId), null, cancellation);

    private static string PathOf(string memberId) => $"{Data}/sobjects/Contact/{ExternalId}/{memberId}";

    private static JsonObject Record(MemberCard card)
    {
        var record = card.Facts("Loyalty_Tier__c", "Loyalty_Balance__c", "Loyalty_Lifetime_Points__c", "Loyalty_Last_Activity__c");
        record["attributes"] = new JsonObject { ["type"] = "Contact" };
        record[ExternalId] = card.MemberId;
        if (card.Email is not null)
        {
            record["Email"] = card.Email;
        }

        return record;
    }

    private static string? IdIn(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array && answer.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
            ? first.GetProperty("id").GetString()
            : null;
}
