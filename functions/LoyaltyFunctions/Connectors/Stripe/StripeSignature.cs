using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Connectors.Stripe;

/// <summary><c>Stripe-Signature: t=…,v1=…</c> is a time and any number of hex HMAC-SHA256(secret, <c>{t}.{body}</c>), as Stripe documents it;
/// schemes other than <c>v1</c> are skipped.</summary>
public static class StripeSignature
{
    public const string Header = "stripe-signature";

    private const int MaxListLength = 4_096;

    /// <summary>Signs as Stripe does.</summary>
    public static string Sign(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}."), body);
        return $"t={stamp},v1={Convert.ToHexStringLower(mac)}";
    }

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        var (stamp, sent) = Read(request.Header(Header));
        var sound = Signatures.TryUnixSeconds(stamp, out var signedAt);
        var prefix = Encoding.UTF8.GetBytes($"{(sound ? stamp : "")}.");
        var genuine = false;
        foreach (var signature in sent) genuine |= Signatures.AnyMatches(secrets, signature, prefix, request.Body.Span, []);
        return genuine & sound && Signatures.IsFresh(signedAt, now);
    }

    private static (string Stamp, List<byte[]> Sent) Read(string list)
    {
        var (stamp, sent) = ("", new List<byte[]>());
        foreach (var item in list.Length > MaxListLength ? [] : list.Split(',', StringSplitOptions.TrimEntries))
        {
            // A second time would let the one that was not signed be believed.
            if (item.StartsWith("t=", StringComparison.Ordinal)) stamp = stamp.Length == 0 ? item[2..] : "-";
            var hash = new byte[Signatures.Sha256Length];
            if (item.StartsWith("v1=", StringComparison.Ordinal) && Signatures.TryHex(item.AsSpan(3), hash)) sent.Add(hash);
        }

        return (stamp, sent);
    }
}
