using System.Security.Cryptography;

namespace LoyaltyFunctions.Connectors;

/// <summary>Ids of deliveries: the sender's own where it is usable, else what was said identifies it.</summary>
internal static class DeliveryIds
{
    public const int MaxLength = 255;

    public static bool IsUsable(string? id) => id is { Length: > 0 and <= MaxLength } && id.All(c => c is >= ' ' and <= '~');

    public static string OfBody(ReadOnlySpan<byte> body) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(body))}";
}
