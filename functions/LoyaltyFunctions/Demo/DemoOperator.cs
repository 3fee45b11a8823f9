using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Demo;

/// <summary>What the client <c>operator</c> asks of the hub's own API.</summary>
internal sealed class DemoOperator(DemoClient client, DemoSamples samples)
{
    private const string Members = "/api/members";

    /// <summary>Enrols under an idempotency key that is the same in every run, so that a person is enrolled once.</summary>
    public async Task<(string MemberId, DemoLine Told)> EnrolAsync(DemoPerson person, CancellationToken stopping)
    {
        var identities = person.Identities.Select(identity => new JsonObject { ["type"] = identity.Type, ["value"] = identity.Value });
        var body = new JsonObject { ["givenName"] = person.Name, ["identities"] = new JsonArray([.. identities]) };
        if (person.Email is { } email)
        {
            (body["email"], body["consents"]) = (email, new JsonObject { ["email"] = true });
        }

        var answer = await PostAsync(Members, body, $"demo-{person.Identities[0].Value}", stopping);
        var member = answer.Status == 201
            ? JsonSerializer.Deserialize(answer.Body, ApiJson.Default.MemberView)!
            : await LookUpAsync(person, answer, stopping);
        var says = $"{person.Name} ({string.Join(", ", person.Identities.Select(identity => identity.Type))})";
        var note = answer.Replayed ? "a member since an earlier run; the same answer as then"
            : answer.Status == 201 ? "enrolled"
            : "a member already, found by look-up";
        return (member.MemberId, new DemoLine($"POST {Members}", says, answer.Status, Note: note));
    }

    public async Task<DemoLine> SpendAsync(string name, string memberId, int points, CancellationToken stopping)
    {
        var body = new JsonObject { ["points"] = points, ["capture"] = true };
        var answer = await PostAsync($"{Members}/{memberId}/redemptions", body, $"demo-{samples.Run}", stopping);
        var note = answer.Status == 201 && JsonSerializer.Deserialize(answer.Body, ApiJson.Default.RedemptionView) is { } spent
            ? $"{spent.Status}, worth {spent.Value?.Amount} {spent.Value?.Currency}"
            : DemoClient.Explain(answer.Body);
        return new DemoLine("POST redemptions", $"{name} spends {points} points", answer.Status, Note: note);
    }

    /// <summary>Somebody has enrolled the person before, in another way.</summary>
    private async Task<MemberView> LookUpAsync(DemoPerson person, DemoAnswer answer, CancellationToken stopping)
    {
        var (type, value) = person.Identities[0];
        var path = $"{Members}/lookup?type={type}&value={Uri.EscapeDataString(value)}";
        return await client.FindAsync(path, ApiJson.Default.MemberView, stopping)
            ?? throw new InvalidOperationException($"POST {Members} answered {answer.Status}: {DemoClient.Explain(answer.Body)}");
    }

    private Task<DemoAnswer> PostAsync(string path, JsonObject body, string idempotencyKey, CancellationToken stopping)
    {
        var headers = new Dictionary<string, string>
        {
            ["Authorization"] = $"Bearer {DemoClient.Key}",
            ["Idempotency-Key"] = idempotencyKey,
        };
        return client.PostAsync(path, Encoding.UTF8.GetBytes(body.ToJsonString()), headers, stopping);
    }
}
