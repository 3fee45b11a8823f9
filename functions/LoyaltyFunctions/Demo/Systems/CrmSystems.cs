using System.Collections.Concurrent;
using System.Globalization;

namespace LoyaltyFunctions.Demo.Systems;

/// <summary>HubSpot CRM v3 as far as the hub uses it: contacts have ids of its own, and are found by them or by their address.</summary>
internal sealed class HubSpotSystem : IDemoSystem
{
    private const string Contacts = "/crm/v3/objects/contacts";

    private readonly ConcurrentDictionary<string, string> _byEmail = new(StringComparer.OrdinalIgnoreCase);

    public string Format => "HubSpot";

    public DemoReply Answer(DemoCall call)
    {
        if (call.Headers.Authorization != $"Bearer {DemoSystems.Token}")
        {
            return new DemoReply(401, """{"status":"error","category":"INVALID_AUTHENTICATION"}""");
        }

        return (call.Method, call.Path) switch
        {
            ("POST", Contacts + "/batch/upsert") => Upsert(call.Field("inputs", "0", "id") ?? ""),
            ("POST", Contacts + "/search") => new DemoReply(200, """{"total":0,"results":[]}"""),
            ("POST", Contacts + "/gdpr-delete") => new DemoReply(204),
            ("PATCH", _) when call.After(Contacts + "/") is { } id && _byEmail.Values.Contains(id) => new DemoReply(200, $$"""{"id":"{{id}}"}"""),
            _ => new DemoReply(404, """{"status":"error","category":"OBJECT_NOT_FOUND"}"""),
        };
    }

    private DemoReply Upsert(string email)
    {
        var id = _byEmail.GetOrAdd(email, _ => (512 + _byEmail.Count).ToString(CultureInfo.InvariantCulture));
        return new DemoReply(200, $$"""{"status":"COMPLETE","results":[{"id":"{{id}}"}]}""");
    }
}

/// <summary>Salesforce REST: contacts by the external id. An upsert of several answers 200 whatever became of each.</summary>
internal sealed class SalesforceSystem : IDemoSystem
{
    private const string ExternalId = "Loyalty_Member_Id__c";

    private readonly ConcurrentDictionary<string, string> _contacts = new();

    public string Format => "Salesforce";

    public DemoReply Answer(DemoCall call)
    {
        if (call.Headers.Authorization != $"Bearer {DemoSystems.Token}")
        {
            return new DemoReply(401, """[{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid"}]""");
        }

        if (call is { Method: "PATCH", Path: $"/services/data/v62.0/composite/sobjects/Contact/{ExternalId}" } && call.Field("records", "0", ExternalId) is { } member)
        {
            var isNew = _contacts.TryAdd(member, string.Create(CultureInfo.InvariantCulture, $"003DEMO{_contacts.Count:D8}AAA"));
            return new DemoReply(200, $$"""[{"id":"{{_contacts[member]}}","success":true,"errors":[],"created":{{(isNew ? "true" : "false")}}}]""");
        }

        return call.After($"/services/data/v62.0/sobjects/Contact/{ExternalId}/") is { } known && _contacts.TryGetValue(known, out var id)
            ? call.Method == "DELETE" && _contacts.TryRemove(known, out _) ? new DemoReply(204) : new DemoReply(200, $$"""{"Id":"{{id}}"}""")
            : new DemoReply(404, """[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]""");
    }
}

/// <summary>Dataverse Web API 9.2: an upsert by the alternate key answers 204, whether the contact was there or not.</summary>
internal sealed class DataverseSystem : IDemoSystem
{
    public string Format => "Dataverse";

    public DemoReply Answer(DemoCall call) =>
        call.Headers.Authorization != $"Bearer {DemoSystems.Token}" || call.Headers["OData-Version"] != "4.0" ? new DemoReply(401)
        : call.After("/api/data/v9.2/contacts(loyalty_memberid=") is not null && call.Method is "PATCH" or "DELETE" ? new DemoReply(204)
        : new DemoReply(404, """{"error":{"code":"0x80060888","message":"Resource not found"}}""");
}
