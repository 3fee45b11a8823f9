using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Testing.Hubs;

/// <summary>The headers that a sender signs with, each written from the sender's own documentation and not with the hub's code.</summary>
public static class SignedBy
{
    /// <summary>Standard Webhooks 1.0.0, section "Signature scheme".</summary>
    public static Dictionary<string, string> StandardWebhooks(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{stamp}."), .. body];
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
        return new() { ["webhook-id"] = id, ["webhook-timestamp"] = stamp, ["webhook-signature"] = "v1," + signature };
    }

    /// <summary>Square: notification URL and body.</summary>
    public static Dictionary<string, string> Square(string key, string notificationUrl, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(notificationUrl), .. body];
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed);
        return new() { ["x-square-hmacsha256-signature"] = Convert.ToBase64String(signature) };
    }

    /// <summary>Shopify: the body alone; topic and event id are headers that nobody signs.</summary>
    public static Dictionary<string, string> Shopify(string secret, string topic, string eventId, ReadOnlySpan<byte> body) => new()
    {
        ["X-Shopify-Topic"] = topic,
        ["X-Shopify-Event-Id"] = eventId,
        ["X-Shopify-Hmac-Sha256"] = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)),
    };
}
