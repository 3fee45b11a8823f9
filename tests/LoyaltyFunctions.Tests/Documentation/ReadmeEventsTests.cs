using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Events;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed class ReadmeEventsTests
{
    private static readonly Dictionary<string, string> SignatureHeaders = new()
    {
        [StandardWebhooksConnector.Name] = StandardWebhooksSignature.SignatureHeader,
        [SquareConnector.Name] = SquareSignature.Header,
        [ShopifyConnector.Name] = ShopifySignature.Header,
    };

    [Fact]
    public void The_events_table_lists_every_type_that_the_hub_can_send()
    {
        var table = MarkdownTable.Read("README.md", "Events").Select(row => MarkdownTable.Plain(row[0]));

        Assert.Equal(LoyaltyEvents.Types.Order(), table.Order());
    }

    [Fact]
    public void The_systems_table_lists_every_format_of_the_catalogue_with_the_header_of_its_signature()
    {
        var table = MarkdownTable.Read("README.md", "Connected systems");

        Assert.Equal(ConnectorCatalogue.Formats.Split(", ").Order(), table.Select(Format).Order());
        Assert.All(table, row => Assert.Contains($"`{SignatureHeaders[Format(row)]}`", row[2], StringComparison.Ordinal));
    }

    [Fact]
    public void Each_connected_system_has_a_readme_and_the_table_links_to_it()
    {
        Assert.All(MarkdownTable.Read("README.md", "Connected systems"), row =>
        {
            var path = $"functions/LoyaltyFunctions/Connectors/{Format(row)}/README.md";
            Assert.Contains($"({path})", row[0], StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path);
        });
    }

    private static string Format(IReadOnlyList<string> row) => row[0].Split('`')[1];
}
