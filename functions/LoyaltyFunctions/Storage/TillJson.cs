using System.Text.Json.Serialization;

namespace LoyaltyFunctions.Storage;

/// <summary>The content of a till's row.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<TillSale>))]
internal sealed partial class TillJson : JsonSerializerContext;
