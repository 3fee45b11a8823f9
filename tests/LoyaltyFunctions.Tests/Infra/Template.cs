using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Infra;

/// <summary>A declaration of a Bicep file. Of a resource or module, <c>Type</c> is its type with version, or its path.</summary>
internal sealed record BicepDeclaration(string Kind, string? Name, string? Type, bool Existing, JsonNode? Value, string[]? Names, string? Path)
{
    /// <summary>The body, whether it stands alone, under a condition or in a loop.</summary>
    public JsonObject Body => Value is JsonObject loop && loop["body"] is JsonObject body ? body : Value!.AsObject();

    public string TypeName => Type!.Split('@')[0];

    /// <summary>A value of a resource's properties, such as <c>networkAcls.bypass</c>.</summary>
    public JsonNode? Property(string path) => path.Split('.').Aggregate(Body["properties"], (node, name) => (node as JsonObject)?[name]);
}

/// <summary>A Bicep file as the parser read it.</summary>
internal sealed record BicepFile(string Path, string[] Faults, BicepDeclaration[] Declarations)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Text => File.ReadAllText(Path);

    public IEnumerable<BicepDeclaration> Of(string kind) => Declarations.Where(declaration => declaration.Kind == kind);
}

/// <summary>Every file of <c>infra</c>, parsed once for all tests.</summary>
internal static class Template
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<BicepFile> Files { get; } = JsonSerializer.Deserialize<BicepFile[]>(BicepParser.Read(Paths()), Options)!;

    public static IEnumerable<BicepFile> Sources => Files.Where(file => file.Name.EndsWith(".bicep", StringComparison.Ordinal));

    public static IEnumerable<BicepFile> ParameterFiles => Files.Except(Sources);

    public static BicepFile Main => File("main.bicep");

    /// <summary>The resources that are made, existing ones left out.</summary>
    public static IEnumerable<BicepDeclaration> Resources =>
        Sources.SelectMany(file => file.Of("resource")).Where(resource => !resource.Existing);

    public static BicepFile File(string name) => Files.Single(file => file.Name == name);

    public static IEnumerable<BicepDeclaration> ResourcesOf(string type) => Resources.Where(resource => resource.TypeName == type);

    /// <summary>The value of a variable or the shape of a type.</summary>
    public static JsonNode Value(string file, string name) =>
        File(file).Declarations.Single(declaration => declaration.Name == name).Value!;

    public static IEnumerable<string> Strings(JsonNode list) => list.AsArray().Select(item => (string)item!);

    public static IEnumerable<string> Keys(JsonNode body) => body.AsObject().Select(property => property.Key);

    private static IEnumerable<string> Paths() => Repository.Files("infra", "*.bicep").Concat(Repository.Files("infra", "*.bicepparam"));
}
