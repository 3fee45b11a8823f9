using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loyalty.Tests.Programmes;

/// <summary>As much of JSON Schema 2020-12 as the programme's schema uses; any other keyword fails the test that meets it.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    private static readonly string[] Silent = ["$schema", "$id", "$defs", "title", "description"];

    /// <summary>Pointers of everything that does not fit.</summary>
    public IEnumerable<string> Faults(JsonElement value, JsonElement schema, string pointer) =>
        schema.EnumerateObject().Where(rule => !Silent.Contains(rule.Name)).SelectMany(rule => Faults(value, schema, rule, pointer));

    private IEnumerable<string> Faults(JsonElement value, JsonElement schema, JsonProperty rule, string pointer) => rule.Name switch
    {
        "$ref" => Faults(value, root.GetProperty("$defs").GetProperty(rule.Value.GetString()!["#/$defs/".Length..]), pointer),
        "anyOf" => rule.Value.EnumerateArray().Any(option => !Faults(value, option, pointer).Any()) ? [] : [pointer],
        "properties" => rule.Value.EnumerateObject()
            .Where(property => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(property.Name, out _))
            .SelectMany(property => Faults(value.GetProperty(property.Name), property.Value, $"{pointer}/{property.Name}")),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject()
            .Where(property => !schema.GetProperty("properties").TryGetProperty(property.Name, out _))
            .Select(property => $"{pointer}/{property.Name}"),
        "required" => rule.Value.EnumerateArray()
            .Where(name => value.ValueKind == JsonValueKind.Object && !value.TryGetProperty(name.GetString()!, out _))
            .Select(name => $"{pointer}/{name.GetString()}"),
        "items" => value.ValueKind != JsonValueKind.Array ? [] : value.EnumerateArray()
            .SelectMany((item, index) => Faults(item, rule.Value, $"{pointer}/{index}")),
        _ => Fits(value, rule) ? [] : [pointer],
    };

    private static bool Fits(JsonElement value, JsonProperty rule) => rule.Name switch
    {
        "type" => rule.Value.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        },
        "enum" => rule.Value.EnumerateArray().Any(word => word.GetString() == Text(value)),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(Text(value)!, rule.Value.GetString()!),
        "minLength" => value.ValueKind != JsonValueKind.String || Text(value)!.Length >= rule.Value.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || Text(value)!.Length <= rule.Value.GetInt32(),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.Value.GetInt32(),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetInt64() >= rule.Value.GetInt64(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetInt64() <= rule.Value.GetInt64(),
        _ => throw new NotSupportedException(rule.Name),
    };

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
