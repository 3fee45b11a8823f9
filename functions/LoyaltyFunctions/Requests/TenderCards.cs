using System.Text.Json;
using Loyalty.Purchases;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the fingerprints of payment cards beside the tenders of a sale; they are compared, and not kept with it.</summary>
public static class TenderCards
{
    private const string Name = "tenders";

    public static IReadOnlyList<string> Read(Fields data) =>
        data.TryGet(Name, out var tenders) && tenders.ValueKind == JsonValueKind.Array
            ? [.. tenders.EnumerateArray().Take(Purchase.MaximumTenders).Select(FingerprintOf).OfType<string>().Distinct()]
            : [];

    // What is wrong with it is noted with the tender.
    private static string? FingerprintOf(JsonElement tender) =>
        tender.ValueKind == JsonValueKind.Object && tender.TryGetProperty("fingerprint", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
