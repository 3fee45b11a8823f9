using System.Security.Cryptography;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors;

/// <summary>Ids of deliveries: the sender's own where it is usable, else what was said identifies it.</summary>
internal static class DeliveryIds
{
    public const int MaxLength = 255;

    public static bool IsUsable(string? id) => id is { Length: > 0 and <= MaxLength } && id.All(c => c is >= ' ' and <= '~');

    /// <summary>The text in this field of a JSON object, where it can be an id; else the body's hash.</summary>
    public static string OfField(ReadOnlySpan<byte> body, string name) =>
        JsonBody.TryParse(body, out var root, out _) && VendorFields.Usable(Fields.Of(root), name, MaxLength) is { } id && IsUsable(id)
            ? id
            : OfBody(body);

    public static string OfBody(ReadOnlySpan<byte> body) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(body))}";
}
