using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Http;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>A call that a vendor did not take.</summary>
internal sealed class VendorException(Attempt attempt) : Exception(attempt.Reason)
{
    public Attempt Attempt { get; } = attempt;
}

/// <summary>Calls one vendor's API. An answer that says 200 and means failure is a failure: an error in it, or something that is no JSON.</summary>
internal sealed class VendorApi(HttpClient client, Partner partner, Action<HttpRequestHeaders, string> authorize, AccessTokens tokens, TimeProvider clock)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What paths are below.</summary>
    public string Root { get; init; } = partner.ApiBase!;

    /// <summary>The body of the answer; an empty object for none. <paramref name="path"/> begins with a slash and is escaped.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        using var answer = await CallAsync(method, path, body, cancellation);
        return await ReadAsync(answer, cancellation);
    }

    /// <summary>As <see cref="SendAsync"/>; null when there is no such thing.</summary>
    public async Task<JsonElement?> TrySendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        using var answer = await CallAsync(method, path, body, cancellation);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(answer, cancellation);
    }

    public static VendorException Failure(string reason) => new(Attempt.Failed(reason));

    /// <summary>A token that is refused before its end is asked for anew, once: it was revoked, or the system counts its time otherwise.</summary>
    private async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        var token = await tokens.OfAsync(partner, null, cancellation);
        var answer = await CallAsync(method, path, body, token, cancellation);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || !partner.RenewsToken)
        {
            return answer;
        }

        answer.Dispose();
        return await CallAsync(method, path, body, await tokens.OfAsync(partner, token, cancellation), cancellation);
    }

    private async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, JsonNode? body, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, Root.TrimEnd('/') + path);
        request.Content = body is null ? null : JsonContent.Create(body);
        request.Headers.Accept.ParseAdd("application/json");
        authorize(request.Headers, token);
        return await client.SendAsync(request, cancellation);
    }

    private async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (HttpAnswers.Judge(answer, clock.GetUtcNow()) is { Kind: not AttemptKind.Taken } failed)
        {
            throw new VendorException(failed);
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        if (bytes.Length == 0)
        {
            return Nothing;
        }

        var json = Parse(answer, bytes);
        return SaysError(json) ? throw Failure($"was answered {(int)answer.StatusCode} with an error in it") : json;
    }

    private static JsonElement Parse(HttpResponseMessage answer, byte[] bytes)
    {
        try
        {
            if (answer.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            {
                return JsonElement.Parse(bytes);
            }
        }
        catch (JsonException)
        {
            // Told below, like an answer of another type.
        }

        throw Failure($"was answered {(int)answer.StatusCode} with something that is no JSON");
    }

    private static bool SaysError(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Any(SaysError),
        JsonValueKind.Object => Has(json, "error") || Has(json, "errors") || (json.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.False),
        _ => false,
    };

    private static bool Has(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true,
    };
}
