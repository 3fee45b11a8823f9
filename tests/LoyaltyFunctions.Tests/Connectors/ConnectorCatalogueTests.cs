using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Tests.Connectors;

/// <summary>What every connector keeps to, the next one too.</summary>
public sealed class ConnectorCatalogueTests
{
    public static TheoryData<string> Formats => [.. ConnectorCatalogue.Formats.Split(", ")];

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
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));
        Assert.Equal($"LoyaltyFunctions.Connectors.{format}.{format}Connector", connector.GetType().FullName);
        Assert.NotEmpty(Deliveries.Samples(format));
        Assert.All(connector.Headers, header => Assert.Equal(header.ToLowerInvariant(), header));
    }

    [Theory]
    [InlineData("")]
    [InlineData("square")]
    [InlineData("Nothing")]
    public void Finds_no_other_format(string format) => Assert.False(ConnectorCatalogue.TryGet(format, out _));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Reads_each_sample_as_one_event_and_the_same_from_what_is_kept_of_it(string format, string name)
    {
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));
        var request = Deliveries.Sample(format, name);
        var kept = new WebhookRequest("POST", "", [], request.Headers.Where(header => connector.Headers.Contains(header.Key.ToLowerInvariant())), request.Body);
        var partner = Deliveries.Partner(format, Deliveries.HubSecret);
        var read = Assert.Single(connector.Parse(request, partner).Events);
        Assert.IsNotType<NotHandled>(read);
        Assert.Equal(read.OccurredAt, Assert.Single(connector.Parse(kept, partner).Events).OccurredAt);
        Assert.Equal(connector.DeliveryId(request), connector.DeliveryId(kept));
        Assert.DoesNotContain("sha256:", connector.DeliveryId(request), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "61")]
    public void Calls_what_is_no_object_malformed(string format)
    {
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));
        foreach (var body in (string[])["", "null", "[]", "{\"a\":1", "{} {}", "{\"a\":1,\"a\":1}", "{\"a\":" + new string('[', 10_000)])
        {
            var parsed = connector.Parse(Deliveries.Request(body, ("X-Shopify-Topic", "orders/paid")), Deliveries.Partner(format, "x"));
            Assert.True(parsed.Malformed, body);
            Assert.Equal("", Assert.Single(parsed.Faults).Pointer);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "61")]
    public void Finds_fault_with_an_empty_object_and_not_with_its_form(string format)
    {
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));
        var parsed = connector.Parse(Deliveries.Request("{}", ("X-Shopify-Topic", "orders/paid")), Deliveries.Partner(format, "x"));
        Assert.False(parsed.Malformed);
        Assert.NotEmpty(parsed.Faults);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "76")]
    public void Verifies_nothing_without_headers_and_without_secrets(string format)
    {
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));
        var bare = Deliveries.Request(Encoding.UTF8.GetBytes("{}"));
        Assert.False(connector.Verify(bare, Deliveries.Partner(format, Deliveries.HubSecret), Deliveries.Now));
        Assert.False(connector.Verify(Deliveries.Hub("{}"), Deliveries.Partner(format), Deliveries.Now));
        Assert.Equal(
            format == StandardWebhooksConnector.Name,
            connector.Verify(Deliveries.Hub("{}"), Deliveries.Partner(format, Deliveries.HubSecret), Deliveries.Now));
    }
}
