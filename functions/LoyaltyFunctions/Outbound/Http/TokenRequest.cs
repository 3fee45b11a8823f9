using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Sap;

namespace LoyaltyFunctions.Outbound.Http;

/// <summary>The client credentials grant (RFC 6749, section 4.4) and its answer.</summary>
internal static class TokenRequest
{
    private const int MaxLength = 16 * 1_024;

    /// <summary>Salesforce does not say how long a token lasts; one that ends sooner is refused and then asked for anew.</summary>
    private static readonly TimeSpan Unsaid = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static HttpRequestMessage Of(Partner partner)
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        var request = new HttpRequestMessage(HttpMethod.Post, partner.ApiTokenUrl);
        request.Headers.Accept.ParseAdd("application/json");
        if (partner.ApiScope is { Length: > 0 } scope)
        {
            fields["scope"] = scope;
        }

        if (partner.Format == SapConnector.Name)
        {
            // SAP's servers take a client by HTTP Basic, as it is written: their ids hold signs that the RFC would have encoded.
            var client = Encoding.UTF8.GetBytes($"{partner.ApiClientId}:{partner.ApiClientSecret}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(client));
        }
        else
        {
            fields["client_id"] = partner.ApiClientId!;
            fields["client_secret"] = partner.ApiClientSecret!;
        }

        request.Content = new FormUrlEncodedContent(fields);
        return request;
    }

    /// <summary>The token and how long it lasts; null where the answer holds none that can stand in a header.</summary>
    public static (string Token, TimeSpan Life)? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind == JsonValueKind.Object
                && answer.RootElement.TryGetProperty("access_token", out var named) && named.ValueKind == JsonValueKind.String
                && named.GetString() is { Length: > 0 and <= MaxLength } token && token.All(c => c is > ' ' and <= '~')
                    ? (token, LifeOf(answer.RootElement))
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Seconds, which some servers write as text.</summary>
    private static TimeSpan LifeOf(JsonElement answer)
    {
        var text = !answer.TryGetProperty("expires_in", out var told) ? ""
            : told.ValueKind == JsonValueKind.String ? told.GetString()
            : told.ValueKind == JsonValueKind.Number ? told.GetRawText()
            : "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds))
            : Unsaid;
    }
}
