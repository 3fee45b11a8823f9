using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Entries;
using Loyalty.Offers;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed class OpenApiViewTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<Type> Views() => [.. typeof(MemberView).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(MemberView).Namespace)
        .Where(type => type.Name.EndsWith("View", StringComparison.Ordinal) || type.Name.EndsWith("Page", StringComparison.Ordinal))
        .Concat([typeof(EntryRef), typeof(DeadLetter)])];

    [Theory]
    [MemberData(nameof(Views))]
    public void A_view_has_a_schema_with_the_properties_that_it_is_written_with(Type view)
    {
        var schema = Assert.IsType<JsonObject>(ApiDocument.Schemas[view.Name]);
        var written = WrittenAs(view);
        var described = schema["properties"]!.AsObject().Select(property => property.Key);

        Assert.Equal(written.Select(property => property.Name).Order(), described.Order());
        var always = written.Where(property => !IsNullable(view, property)).Select(property => property.Name);
        Assert.Equal(always.Order(), (schema["required"] as JsonArray ?? []).Select(name => (string)name!).Order());
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void The_properties_of_a_view_have_the_types_of_the_schema(Type view)
    {
        var schema = ApiDocument.Schemas[view.Name]!["properties"]!.AsObject();

        Assert.All(WrittenAs(view), property => Assert.Equal(
            JsonTypeOf(property.PropertyType),
            (string)ApiDocument.Follow(schema[property.Name]!)["type"]!));
    }

    [Fact]
    public void Enumerations_hold_the_words_of_the_code()
    {
        Assert.Equal(Enum.GetValues<EntryKind>().Select(kind => kind.ToWire()), Words("EntryView", "kind"));
        Assert.Equal(Enum.GetNames<DeliveryStatus>().Select(name => name.ToLowerInvariant()), Words("DeliveryView", "status"));
        Assert.Equal(Enum.GetValues<OfferReason>().Select(reason => Api.Words.Of(reason)), Words("OfferView", "reason"));
        Assert.Equal(Enum.GetValues<CutReason>().Select(reason => Api.Words.Of(reason)), Words("RuleCutView", "reason"));
        Assert.Equal([Health.Healthy, Health.Degraded, Health.Unhealthy], Words("HealthView", "status"));
        var kinds = ApiDocument.Operations.Single(operation => operation.Id == "ReceiveWebhookHttp").Parameters.First();
        Assert.Equal(PartnerOptions.Kinds, kinds["schema"]!["enum"]!.AsArray().Select(kind => (string)kind!));
    }

    private static IEnumerable<string> Words(string schema, string property) =>
        ApiDocument.Schemas[schema]!["properties"]![property]!["enum"]!.AsArray().Select(word => (string)word!);

    private static IList<JsonPropertyInfo> WrittenAs(Type view) => ApiJson.Default.GetTypeInfo(view)!.Properties;

    private static bool IsNullable(Type view, JsonPropertyInfo property)
    {
        var member = view.GetProperty(property.Name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)!;
        return Nullability.Create(member).ReadState == NullabilityState.Nullable;
    }

    private static string JsonTypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when known == typeof(string) || known == typeof(DateOnly) || known == typeof(DateTimeOffset) => "string",
        var known when known == typeof(long) || known == typeof(int) => "integer",
        var known when known == typeof(double) => "number",
        var known when known == typeof(bool) => "boolean",
        var known when known.Name.Contains("Dictionary", StringComparison.Ordinal) => "object",
        var known when known.IsAssignableTo(typeof(IEnumerable)) => "array",
        _ => "object",
    };
}
