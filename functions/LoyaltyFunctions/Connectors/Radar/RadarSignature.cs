using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace LoyaltyFunctions.Connectors.Radar;

/// <summary><c>X-Radar-Signature</c> is hex HMAC-SHA1(token, <c>X-Radar-Signing-Id</c>), as Radar's page on webhooks says. The body is not
/// signed.</summary>
public static class RadarSignature
{
    public const string Header = "x-radar-signature";
    public const string IdHeader = "x-radar-signing-id";

    /// <summary>Signs as Radar does.</summary>
    public static string Sign(string secret, string id) => Convert.ToHexStringLower(Mac(secret, id));

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets)
    {
        Span<byte> sent = stackalloc byte[HMACSHA1.HashSizeInBytes];
        var id = request.Header(IdHeader);
        var sound = Signatures.TryHex(request.Header(Header), sent) & DeliveryIds.IsUsable(id);
        var genuine = false;
        foreach (var secret in secrets) genuine |= secret.Length > 0 && Signatures.Match(Mac(secret, sound ? id : ""), sent);
        return genuine & sound;
    }

    [SuppressMessage("Security", "CA5350", Justification = "The sender's rule; HMAC does not rest on SHA-1's resistance to collisions.")]
    private static byte[] Mac(string secret, string id) => HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(id));
}
