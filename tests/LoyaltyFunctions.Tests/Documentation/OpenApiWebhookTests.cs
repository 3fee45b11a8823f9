using System.Text.Json.Nodes;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Tests.Connectors;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed class OpenApiWebhookTests
{
    private const string Samples = "functions/LoyaltyFunctions/Connectors/StandardWebhooks/samples";

    private static ApiOperation Webhook => ApiDocument.Operations.Single(operation => operation.Id == "ReceiveWebhookHttp");

    [Fact]
    public void The_events_are_those_of_the_samples_which_are_those_that_are_handled()
    {
        var samples = Repository.Files(Samples, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!);
        var mapping = ApiDocument.Schemas["HubEvent"]!["discriminator"]!["mapping"]!.AsObject();

        Assert.Equal(samples.Order(), mapping.Select(pair => pair.Key).Order());
        Assert.All(mapping, pair => Assert.Equal(pair.Key, TypeOf(ApiDocument.Resolve((string)pair.Value!)!)));
    }

    [Fact]
    public void The_examples_are_the_samples()
    {
        var examples = Webhook.Body["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();

        Assert.All(examples, example => Assert.True(
            JsonNode.DeepEquals(Sample(example.Key), ApiDocument.Follow(example.Value!)["value"]),
            example.Key));
    }

    [Fact]
    public void A_security_scheme_stands_for_each_format_that_signs_in_a_header_and_names_it()
    {
        var schemes = Webhook.Body["security"]!.AsArray().Select(scheme => scheme!.AsObject().Single().Key).ToList();
        var signed = ConnectorCatalogue.Formats.Split(", ").Where(format => ProofOf(format) is { Secret.Length: 0, Headers.Count: > 0 }).ToList();

        Assert.Equal(signed.Select(format => char.ToLowerInvariant(format[0]) + format[1..]), schemes);
        Assert.All(signed.Zip(schemes), pair => Assert.Contains(
            (string)ApiDocument.Components("securitySchemes")[pair.Second]!["name"]!,
            ProofOf(pair.First).Headers.Keys.Select(header => header.ToLowerInvariant())));
    }

    [Fact]
    public void The_headers_are_those_that_the_formats_read()
    {
        var read = ConnectorCatalogue.Formats.Split(", ").SelectMany(HeadersOf).Distinct();
        var declared = Webhook.Parameters
            .Where(parameter => (string)parameter["in"]! == "header")
            .Select(parameter => (string)parameter["name"]!);

        Assert.Equal(read.Order(), declared.Order());
    }

    private static DemoProof ProofOf(string format) =>
        DemoSigning.Prove(DemoPartners.Of(format), Deliveries.Samples(format).First(), "id", Deliveries.Now, "{}"u8);

    private static string TypeOf(JsonNode schema) => (string)schema["properties"]!["type"]!["const"]!;

    private static JsonNode? Sample(string type) => JsonNode.Parse(Repository.Read($"{Samples}/{type}.json"));

    private static IReadOnlyList<string> HeadersOf(string format) =>
        ConnectorCatalogue.TryGet(format, out var connector) ? connector.Headers : [];
}
