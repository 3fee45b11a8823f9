using System.Globalization;
using System.Net;
using System.Text;
using Benchmarks.Processes;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace Benchmarks.Loads;

/// <summary>What tills and partners send to the hub. Any other answer than the expected one ends the benchmark.</summary>
internal sealed class HubLoad(HttpClient client)
{
    /// <summary>Sales that are booked while the till waits.</summary>
    public Task<LoadResult> PurchasesAsync(int callers, IReadOnlyList<string> members, TimeSpan time) => Load.RunAsync(callers, time, async _ =>
    {
        var (number, member) = Sales.Next(members.Count);
        await PurchaseAsync(members[member], number);
    });

    /// <summary>Signed webhooks, each a sale of the member with that card. Gives the last delivery of each caller too.</summary>
    public async Task<(LoadResult Result, IReadOnlyList<string> Last)> WebhooksAsync(int callers, int members, TimeSpan time)
    {
        var last = new string[callers];
        var result = await Load.RunAsync(callers, time, async caller =>
        {
            var (number, member) = Sales.Next(members);
            last[caller] = await WebhookAsync(member, number);
        });
        return (result, last);
    }

    public async Task PurchaseAsync(string member, long number)
    {
        using var request = Post($"/api/members/{member}/purchases", "{" + Sales.Data(number) + "}");
        request.Headers.Add("Idempotency-Key", Sales.Key(number));
        await SendAsync(request, HttpStatusCode.OK);
    }

    /// <summary>Enrols the member with that card; gives the member's id.</summary>
    public async Task<string> EnrolAsync(int member)
    {
        var body = $$"""{"identities":[{"type":"card","value":"{{Members.Card(member)}}"}],"givenName":"Ada","familyName":"Lovelace","locale":"en-GB"}""";
        using var request = Post("/api/members", body);
        request.Headers.Add("Idempotency-Key", Members.Card(member));
        return Text(await SendAsync(request, HttpStatusCode.Created), "memberId");
    }

    /// <summary>Whether the delivery has been worked on to its end.</summary>
    public async Task<bool> IsProcessedAsync(string delivery)
    {
        using var answer = await client.GetAsync(new Uri($"/api/deliveries/{delivery}", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public static string WebhookBody(int member, long number, DateTimeOffset at)
    {
        var data = $$"""{"member":{"type":"card","value":"{{Members.Card(member)}}"},""" + Sales.Data(number) + "}";
        return $$"""{"type":"purchase.completed","occurredAt":"{{at.ToString("O", CultureInfo.InvariantCulture)}}","data":""" + data + "}";
    }

    private async Task<string> WebhookAsync(int member, long number)
    {
        var now = DateTimeOffset.UtcNow;
        var body = WebhookBody(member, number, now);
        using var request = Post($"/api/webhooks/pos/{Stand.Partner}", body);
        var id = Sales.Key(number);
        request.Headers.Add(StandardWebhooksSignature.IdHeader, id);
        request.Headers.Add(StandardWebhooksSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var signature = StandardWebhooksSignature.Sign(Stand.PartnerSecret, id, now, Encoding.UTF8.GetBytes(body));
        request.Headers.TryAddWithoutValidation(StandardWebhooksSignature.SignatureHeader, signature);
        return Text(await SendAsync(request, HttpStatusCode.Accepted), "id");
    }

    private static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = Sales.Json(body) };

    private async Task<byte[]> SendAsync(HttpRequestMessage request, HttpStatusCode expected)
    {
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == expected
            ? body
            : throw new InvalidOperationException($"{request.RequestUri} was answered with {(int)answer.StatusCode}: {Encoding.UTF8.GetString(body)}");
    }

    private static string Text(byte[] json, string property)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return document.RootElement.GetProperty(property).GetString()!;
    }
}
