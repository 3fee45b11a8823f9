using System.Collections.Concurrent;
using System.Globalization;

namespace LoyaltyFunctions.Demo.Systems;

/// <summary>Klaviyo's JSON:API: profiles by address, and events.</summary>
internal sealed class KlaviyoSystem : IDemoSystem
{
    private const string JsonApi = "application/vnd.api+json";

    private readonly ConcurrentDictionary<string, string> _profiles = new(StringComparer.OrdinalIgnoreCase);

    public string Format => "Klaviyo";

    public DemoReply Answer(DemoCall call)
    {
        if (call.Headers.Authorization != $"Klaviyo-API-Key {DemoSystems.Token}" || call.Headers["revision"].Count == 0)
        {
            return new DemoReply(401, """{"errors":[{"code":"not_authenticated"}]}""", JsonApi);
        }

        return (call.Method, call.Path) switch
        {
            ("POST", "/api/profile-import") => Import(call.Field("data", "attributes", "email") ?? ""),
            ("POST", "/api/events") or ("POST", "/api/data-privacy-deletion-jobs") => new DemoReply(202),
            ("PATCH", _) when call.After("/api/profiles/") is { } id && _profiles.Values.Contains(id) => new DemoReply(200, Profile(id), JsonApi),
            ("GET", "/api/profiles") => new DemoReply(200, """{"data":[]}""", JsonApi),
            _ => new DemoReply(404, """{"errors":[{"code":"not_found"}]}""", JsonApi),
        };
    }

    private DemoReply Import(string email)
    {
        var isNew = !_profiles.ContainsKey(email);
        var id = _profiles.GetOrAdd(email, _ => string.Create(CultureInfo.InvariantCulture, $"01DEMOPROFILE{_profiles.Count:D6}"));
        return new DemoReply(isNew ? 201 : 200, Profile(id), JsonApi);
    }

    private static string Profile(string id) => $$$"""{"data":{"type":"profile","id":"{{{id}}}"}}""";
}

/// <summary>Customer.io's Track API: it takes people and events by the caller's own id, and answers with nothing.</summary>
internal sealed class CustomerIoSystem : IDemoSystem
{
    public string Format => "CustomerIo";

    public DemoReply Answer(DemoCall call) =>
        call.Headers.Authorization != $"Basic {DemoSystems.Basic(DemoSystems.CustomerIoToken)}" ? new DemoReply(401, """{"meta":{"error":"Unauthorized request"}}""")
        : call.After("/api/v1/customers/") is not null && call.Method is "PUT" or "POST" ? new DemoReply(200, "{}")
        : new DemoReply(404, """{"meta":{"error":"not found"}}""");
}

/// <summary>Mailchimp Marketing 3.0: members of an audience by the hash of their address.</summary>
internal sealed class MailchimpSystem : IDemoSystem
{
    /// <summary>What the base address ends with.</summary>
    public const string Audience = "/3.0/lists/store";

    private readonly ConcurrentDictionary<string, bool> _members = new();

    public string Format => "Mailchimp";

    public DemoReply Answer(DemoCall call)
    {
        if (call.Headers.Authorization != $"Basic {DemoSystems.Basic("loyalty:" + DemoSystems.Token)}")
        {
            return new DemoReply(401, """{"title":"API Key Invalid","status":401}""");
        }

        if (call.After(Audience + "/members/") is not { } member || (!_members.ContainsKey(member) && call.Method != "PUT"))
        {
            return new DemoReply(404, """{"title":"Resource Not Found","status":404}""");
        }

        _members[member] = true;
        return call.Method == "POST" ? new DemoReply(204) : new DemoReply(200, $$"""{"id":"{{member}}"}""");
    }
}
