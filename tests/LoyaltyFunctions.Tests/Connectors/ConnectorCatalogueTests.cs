using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors;

/// <summary>What every connector keeps to, the next one too.</summary>
public sealed class ConnectorCatalogueTests
{
    /// <summary>Senders that give their deliveries no id, so that the body's hash is one.</summary>
    private static readonly IReadOnlyList<string> WithoutId = ["Lightspeed", "Clover", "HubSpot", "Salesforce", "SendGrid", "Klaviyo", "Mailchimp", "BusinessCentral", "Odoo", "Esri"];

    public static TheoryData<string> Formats => [.. ConnectorCatalogue.Formats.Split(", ")];

    /// <summary>The formats whose bodies are JSON, as the endings of their samples tell.</summary>
    public static TheoryData<string> JsonFormats =>
        [.. ConnectorCatalogue.Formats.Split(", ").Where(format => Deliveries.Samples(format).All(name => Deliveries.IsJson(format, name)))];

    public static TheoryData<string, string> Samples
    {
        get
        {
            var samples = new TheoryData<string, string>();
            foreach (var format in ConnectorCatalogue.Formats.Split(", "))
                foreach (var name in Deliveries.Samples(format)) samples.Add(format, name);
            return samples;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Is_found_by_its_format_which_names_its_folder(string format)
    {
        var connector = Of(format);
        Assert.Equal($"LoyaltyFunctions.Connectors.{format}.{format}Connector", connector.GetType().FullName);
        Assert.NotEmpty(Deliveries.Samples(format));
        Assert.All(connector.Headers, header => Assert.Equal(header.ToLowerInvariant(), header));
        Assert.Empty(connector.Check(DemoPartners.Of(format)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("square")]
    [InlineData("Nothing")]
    public void Finds_no_other_format(string format) => Assert.False(ConnectorCatalogue.TryGet(format, out _));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Reads_each_sample_and_the_same_from_what_is_kept_of_it(string format, string name)
    {
        var connector = Of(format);
        var request = Deliveries.Sample(format, name);
        var kept = new WebhookRequest("POST", "", [], request.Headers.Where(header => connector.Headers.Contains(header.Key.ToLowerInvariant())), request.Body);
        var partner = DemoPartners.Of(format);
        var read = connector.Parse(request, partner);
        Assert.Empty(read.Faults);
        Assert.Contains(read.Events, inbound => inbound is not NotHandled);
        Assert.Equal(read.Events.Select(inbound => inbound.OccurredAt), connector.Parse(kept, partner).Events.Select(inbound => inbound.OccurredAt));
        Assert.Equal(connector.DeliveryId(request), connector.DeliveryId(kept));
        Assert.Equal(WithoutId.Contains(format), connector.DeliveryId(request) == DeliveryIds.OfBody(request.Body.Span));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "61")]
    public void Calls_what_is_no_document_malformed(string format)
    {
        foreach (var body in (string[])["", " ", "null", "[]", "{\"a\":1", "{} {}", "{\"a\":1,\"a\":1}", "{\"a\":" + new string('[', 10_000), "<a", "\u0000"])
        {
            var parsed = Of(format).Parse(Deliveries.Request(body, ("X-Shopify-Topic", "orders/paid")), DemoPartners.Of(format));
            Assert.True(parsed.Malformed, body);
            Assert.Equal("", Assert.Single(parsed.Faults).Pointer);
        }
    }

    [Theory]
    [MemberData(nameof(JsonFormats))]
    [Trait("Fault", "61")]
    public void Finds_fault_with_an_empty_object_and_not_with_its_form(string format)
    {
        var parsed = Of(format).Parse(Deliveries.Request("{}", ("X-Shopify-Topic", "orders/paid")), DemoPartners.Of(format));
        Assert.False(parsed.Malformed);
        Assert.NotEmpty(parsed.Faults);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "76")]
    public void Verifies_nothing_without_headers_and_without_secrets(string format)
    {
        var connector = Of(format);
        var name = Deliveries.Samples(format).First();
        Assert.False(connector.Verify(Deliveries.Request("{}"), DemoPartners.Of(format), Deliveries.Now));
        Assert.False(connector.Verify(Deliveries.Sample(format, name), Deliveries.Partner(format), Deliveries.Now));
        Assert.False(connector.Verify(Deliveries.Sample(format, name), Deliveries.Partner(format, ""), Deliveries.Now));
    }

    [Fact]
    public void No_format_answers_a_sale_as_a_handshake() => Assert.All(
        ConnectorCatalogue.Formats.Split(", "),
        format => Assert.Null(Of(format).Handshake(Deliveries.Hub("{}"), DemoPartners.Of(format))));

    private static IConnector Of(string format)
    {
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));
        return connector;
    }
}
