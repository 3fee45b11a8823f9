using System.Text;
using System.Text.Json;

namespace Testing.Hubs;

/// <summary>A caller of the hub's API with one key, or with none.</summary>
public sealed class HubClient(Hub hub, string? key)
{
    private const int PageSize = 200;

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Posts with an idempotency key of its own, unless one is given.</summary>
    public Task<Reply> PostAsync(string path, string body, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey ?? NewKey());

    public Task<Reply> PatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Reply> DeleteAsync(string path, string? idempotencyKey = null) => SendAsync(HttpMethod.Delete, path, null, idempotencyKey);

    public Task<Reply> PostWithoutKeyAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Reply> TryEnrolAsync(MemberBody member, string? idempotencyKey = null) =>
        PostAsync("/api/members", member.ToJson(), idempotencyKey);

    /// <summary>Enrols and returns the member id.</summary>
    public async Task<string> EnrolAsync(MemberBody member) =>
        (await TryEnrolAsync(member)).Expect(201).Json.GetProperty("memberId").GetString()!;

    public Task<Reply> TryRecordAsync(string memberId, SaleBody sale, string? idempotencyKey = null) =>
        PostAsync($"/api/members/{memberId}/purchases", sale.ToData(), idempotencyKey);

    /// <summary>Records a sale and returns its entry.</summary>
    public async Task<JsonElement> RecordAsync(string memberId, SaleBody sale, string? idempotencyKey = null) =>
        (await TryRecordAsync(memberId, sale, idempotencyKey)).Expect(200).Json.GetProperty("entry");

    public async Task<JsonElement> BalanceAsync(string memberId) => (await GetAsync($"/api/members/{memberId}/balance")).Expect(200).Json;

    /// <summary>The member with this identity.</summary>
    public async Task<string> FindAsync(string type, string value)
    {
        var found = await GetAsync($"/api/members/lookup?type={type}&value={Uri.EscapeDataString(value)}");
        return found.Expect(200).Json.GetProperty("memberId").GetString()!;
    }

    public async Task<long> PointsAsync(string memberId) => (await BalanceAsync(memberId)).GetProperty("points").GetInt64();

    /// <summary>The member's whole history, oldest first, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> EntriesAsync(string memberId)
    {
        var entries = new List<JsonElement>();
        var path = $"/api/members/{memberId}/entries?limit={PageSize}";
        for (var next = path; next is not null;)
        {
            var page = (await GetAsync(next)).Expect(200).Json;
            entries.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var cursor) ? $"{path}&cursor={cursor.GetString()}" : null;
        }

        entries.Reverse();
        return entries;
    }

    public Task<Reply> FindDeliveryAsync(string id) => GetAsync($"/api/deliveries/{id}");

    /// <summary>What became of a delivery, once it has that status.</summary>
    public async Task<JsonElement> DeliveryAsync(string id, string status) => (await Eventually.SeeAsync(
        $"delivery {id} is {status}",
        () => FindDeliveryAsync(id),
        reply => reply.Status == 200 && reply.Json.GetProperty("status").GetString() == status,
        reply => reply.Text)).Json;

    /// <summary>Events of a member that the local topic was sent, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync(string memberId) =>
        [.. (await GetAsync($"/topics/local/events?subject={memberId}&limit=10000")).Expect(200).Json.EnumerateArray()];

    /// <summary>Starts a timer function at once; it runs behind the answer.</summary>
    public async Task RunTimerAsync(string function) =>
        (await SendAsync(HttpMethod.Post, $"/admin/functions/{function}", """{"input":""}""")).Expect(202);

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private async Task<Reply> SendAsync(HttpMethod method, string path, string? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.Add("Authorization", $"Bearer {key}");
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await hub.Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }
}
