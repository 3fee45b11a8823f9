using System.Text;
using LoyaltyFunctions.Tests.Outbound.Http;
using Microsoft.AspNetCore.Http;

namespace LoyaltyFunctions.Tests.Outbound.Vendors;

/// <summary>What the vendors answer when all is well, in the shapes of their own documentation.</summary>
internal static class Products
{
    public static readonly TheoryData<string> All = ["HubSpot", "Salesforce", "Dataverse", "Klaviyo", "CustomerIo", "Mailchimp"];

    private const string Json = "application/json";
    private const string JsonApi = "application/vnd.api+json";

    public static Task Answer(Call call, HttpContext http)
    {
        var (status, body, type) = Of(call.Method, call.Path);
        http.Response.StatusCode = status;
        return body.Length == 0 ? Task.CompletedTask : Vendor.AnswerAsync(http, status, body, type);
    }

    /// <summary>The same for a hub in memory.</summary>
    public static HttpResponseMessage Answer(string method, string path)
    {
        var (status, body, type) = Of(method, path);
        return new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
    }

    private static (int Status, string Body, string Type) Of(string method, string path) => (method, path) switch
    {
        // HubSpot
        (_, "/crm/v3/objects/contacts/batch/upsert") => (200, """{"status":"COMPLETE","results":[{"id":"512","new":true}]}""", Json),
        (_, "/crm/v3/objects/contacts/search") => (200, """{"total":1,"results":[{"id":"512"}]}""", Json),
        (_, "/crm/v3/objects/contacts/gdpr-delete") => (204, "", Json),
        // Salesforce
        ("GET", _) when path.StartsWith("/services/", StringComparison.Ordinal) => (404, """[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]""", Json),
        ("PATCH", "/services/data/v62.0/composite/sobjects/Contact/Loyalty_Member_Id__c") => (200, """[{"id":"003RM0000068xV6YAI","success":true,"errors":[],"created":true}]""", Json),
        ("DELETE", _) => (204, "", Json),
        // Dataverse
        ("PATCH", _) when path.StartsWith("/api/data/", StringComparison.Ordinal) => (204, "", Json),
        // Klaviyo
        (_, "/api/profile-import") => (201, """{"data":{"type":"profile","id":"01GDDKASAP8TKDDA2GRZDSVP4H"}}""", JsonApi),
        ("GET", _) when path.StartsWith("/api/profiles", StringComparison.Ordinal) => (200, """{"data":[{"type":"profile","id":"01GDDKASAP8TKDDA2GRZDSVP4H"}]}""", JsonApi),
        (_, "/api/events") or (_, "/api/data-privacy-deletion-jobs") => (202, "", Json),
        // Mailchimp
        ("POST", _) when path.EndsWith("/tags", StringComparison.Ordinal) || path.EndsWith("/delete-permanent", StringComparison.Ordinal) => (204, "", Json),
        // Customer.io, and everything that is answered by the thing itself.
        _ => (200, "{}", Json),
    };
}
