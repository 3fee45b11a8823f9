using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Members;

namespace LoyaltyFunctions.Storage;

/// <summary>The content of a profile row.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(IdentityConverter)])]
[JsonSerializable(typeof(MemberProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext
{
    /// <summary>An identity as <c>["type","value"]</c>.</summary>
    private sealed class IdentityConverter : JsonConverter<Identity>
    {
        public override Identity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            var type = reader.GetString();
            reader.Read();
            var value = reader.GetString();
            reader.Read();
            return Loyalty.Members.Identity.TryCreate(type, value, out var identity, out var problem) ? identity : throw new JsonException($"An identity {problem}.");
        }

        public override void Write(Utf8JsonWriter writer, Identity value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(value.Type);
            writer.WriteStringValue(value.Value);
            writer.WriteEndArray();
        }
    }
}
