using LoyaltyFunctions.Tests.Outbound.Http;
using Microsoft.AspNetCore.Http;

namespace LoyaltyFunctions.Tests.Outbound.Vendors;

/// <summary>What the vendors answer when all is well, in the shapes of their own documentation.</summary>
internal static class Products
{
    public static readonly TheoryData<string> All = ["HubSpot", "Salesforce", "Dataverse", "Klaviyo", "CustomerIo", "Mailchimp"];

    public static Task Answer(Call call, HttpContext http) => (call.Method, call.Path) switch
    {
        // HubSpot
        (_, "/crm/v3/objects/contacts/batch/upsert") => Vendor.AnswerAsync(http, 200, """{"status":"COMPLETE","results":[{"id":"512","new":true}]}"""),
        (_, "/crm/v3/objects/contacts/search") => Vendor.AnswerAsync(http, 200, """{"total":1,"results":[{"id":"512"}]}"""),
        (_, "/crm/v3/objects/contacts/gdpr-delete") => Empty(http, 204),
        // Salesforce
        ("GET", _) when call.Path.StartsWith("/services/", StringComparison.Ordinal) =>
            Vendor.AnswerAsync(http, 404, """[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]"""),
        ("PATCH", "/services/data/v62.0/composite/sobjects/Contact/Loyalty_Member_Id__c") =>
            Vendor.AnswerAsync(http, 200, """[{"id":"003RM0000068xV6YAI","success":true,"errors":[],"created":true}]"""),
        ("DELETE", _) => Empty(http, 204),
        // Dataverse
        ("PATCH", _) when call.Path.StartsWith("/api/data/", StringComparison.Ordinal) => Empty(http, 204),
        // Klaviyo
        (_, "/api/profile-import") => Vendor.AnswerAsync(http, 201, """{"data":{"type":"profile","id":"01GDDKASAP8TKDDA2GRZDSVP4H"}}""", "application/vnd.api+json"),
        ("GET", _) when call.Path.StartsWith("/api/profiles", StringComparison.Ordinal) =>
            Vendor.AnswerAsync(http, 200, """{"data":[{"type":"profile","id":"01GDDKASAP8TKDDA2GRZDSVP4H"}]}""", "application/vnd.api+json"),
        (_, "/api/events") or (_, "/api/data-privacy-deletion-jobs") => Empty(http, 202),
        // Mailchimp
        ("POST", _) when call.Path.EndsWith("/tags", StringComparison.Ordinal) || call.Path.EndsWith("/delete-permanent", StringComparison.Ordinal) => Empty(http, 204),
        // Customer.io, and everything that is answered by the thing itself.
        _ => Vendor.AnswerAsync(http, 200, "{}"),
    };

    private static Task Empty(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
