using System.Globalization;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>An operation of the OpenAPI document.</summary>
internal sealed record ApiOperation(string Path, string Method, JsonObject Body, JsonObject PathItem)
{
    public string Id => (string)Body["operationId"]!;

    /// <summary>The parameters of the operation and of its path, with their references followed.</summary>
    public IEnumerable<JsonObject> Parameters => new[] { PathItem["parameters"], Body["parameters"] }
        .OfType<JsonArray>()
        .SelectMany(list => list)
        .Select(parameter => ApiDocument.Follow(parameter!));

    /// <summary>Statuses and responses, with their references followed.</summary>
    public IEnumerable<(int Status, JsonObject Response)> Responses => Body["responses"]!.AsObject()
        .Select(response => (int.Parse(response.Key, CultureInfo.InvariantCulture), ApiDocument.Follow(response.Value!)));
}

/// <summary>The OpenAPI document that the hub serves.</summary>
internal static class ApiDocument
{
    public static JsonObject Root { get; } = JsonNode.Parse(OpenApi.Document)!.AsObject();

    public static JsonObject Schemas => Components("schemas");

    public static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. from path in Root["paths"]!.AsObject()
           from item in path.Value!.AsObject()
           where item.Key != "parameters"
           select new ApiOperation(path.Key, item.Key.ToUpperInvariant(), item.Value!.AsObject(), path.Value!.AsObject()),
    ];

    public static JsonObject Components(string kind) => Root["components"]![kind]!.AsObject();

    public static JsonNode Example(string name) => Components("examples")[name]!["value"]!;

    /// <summary>The object that a node is or refers to.</summary>
    public static JsonObject Follow(JsonNode node) => node["$ref"] is { } reference
        ? Follow(Resolve((string)reference!) ?? throw new InvalidOperationException($"{reference} leads nowhere."))
        : node.AsObject();

    /// <summary>What a reference such as <c>#/components/schemas/Points</c> leads to, or null.</summary>
    public static JsonNode? Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode?)Root, (node, part) => (node as JsonObject)?[part]);

    public static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(pair => pair.Key == "$ref" ? [(string)pair.Value!] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
