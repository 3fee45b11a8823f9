using System.Security.Cryptography;
using System.Text;
using Loyalty.Programmes;

namespace Loyalty.Safety;

/// <summary>
/// Something that several members may have in common although each has identities of their own: lower-case hex of SHA-256, for nobody has to read it.
/// </summary>
public sealed record Trace(TraceKind Kind, string Hash)
{
    /// <summary>Mail services that deliver all spellings with dots to one mailbox.</summary>
    private static readonly string[] DotBlind = ["gmail.com", "googlemail.com"];

    /// <summary>The mailbox behind an address: without what follows a plus, and without dots where the service ignores them.</summary>
    public static Trace? OfEmail(string? email)
    {
        if (email is null || email.LastIndexOf('@') is not (> 0 and var at))
            return null;
        var (local, domain) = (email[..at].Trim().ToLowerInvariant().Split('+')[0], email[(at + 1)..].Trim().ToLowerInvariant());
        if (DotBlind.Contains(domain))
            (local, domain) = (local.Replace(".", "", StringComparison.Ordinal), DotBlind[0]);
        return local.Length == 0 ? null : Of(TraceKind.Mailbox, $"{local}@{domain}");
    }

    /// <summary>A device as the app names it.</summary>
    public static Trace OfDevice(string deviceId) => Of(TraceKind.Device, deviceId);

    /// <summary>A payment card by the fingerprint that a payment service gives it; each service has fingerprints of its own.</summary>
    public static Trace OfCard(string partner, string fingerprint) => Of(TraceKind.Payment, $"{partner}\n{fingerprint}");

    private static Trace Of(TraceKind kind, string value) =>
        new(kind, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{value}"))));
}
