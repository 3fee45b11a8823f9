using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Tests.Connectors;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>The table of connected systems, its pages and the sample settings know the same formats as the code.</summary>
public sealed class ReadmeSystemsTests
{
    private static readonly IReadOnlyList<string> Formats = ConnectorCatalogue.Formats.Split(", ");

    [Fact]
    public void The_table_lists_every_format_in_the_order_of_the_catalogue_with_its_page()
    {
        var rows = MarkdownTable.Read("README.md", "Connected systems");

        Assert.Equal(Formats.Select(format => $"[`{format}`](functions/LoyaltyFunctions/Connectors/{format}/README.md)"), rows.Select(row => row[0]));
        Assert.All(rows.Zip(Formats), pair => Assert.Contains(ProofOf(pair.Second), pair.First[2], StringComparison.Ordinal));
        Assert.All(rows, row => Assert.All(row, cell => Assert.NotEmpty(cell)));
    }

    [Fact]
    public void The_systems_that_are_told_are_those_that_the_table_calls_out()
    {
        var told = MarkdownTable.Read("README.md", "Connected systems").Where(row => row[1] == "in, out").Select(row => row[0].Split('`')[1]);

        Assert.Equal(VendorCatalogue.Formats.Append("StandardWebhooks").Order(), told.Order());
    }

    [Fact]
    public void Every_page_says_what_is_verified_and_handled_and_which_settings_it_needs() => Assert.All(Formats, format =>
    {
        var page = Repository.Read($"functions/LoyaltyFunctions/Connectors/{format}/README.md");
        Assert.All((string[])["- Verified: ", "- Id of a delivery: ", "- Handled: ", "- Settings: "], part => Assert.Contains(part, "\n" + page, StringComparison.Ordinal));
    });

    [Fact]
    public void The_sample_settings_have_a_partner_of_every_format() => Assert.Equal(
        Formats.Order(),
        AppServices.SampleSettings.Where(setting => setting.Key.EndsWith("__Format", StringComparison.Ordinal)).Select(setting => setting.Value).Order());

    /// <summary>The header that proves a delivery of this format, as the table writes it, or what stands for one.</summary>
    private static string ProofOf(string format)
    {
        var proof = DemoSigning.Prove(DemoPartners.Of(format), Deliveries.Samples(format).First(), "id", Deliveries.Now, "{}"u8);
        return proof.Secret.Length > 0 ? "the secret ends the path"
            : proof.Headers.Count == 0 ? "in the body"
            : format is "PosLog" or "GeoJson" or "ErpFiles" ? "as `StandardWebhooks`"
            : $"`{proof.Headers.Keys.Single(name => Proves(name.ToLowerInvariant()))}`";
    }

    private static bool Proves(string header) =>
        header.Contains("signature", StringComparison.Ordinal) || header.Contains("hmac", StringComparison.Ordinal)
        || header.Contains("auth", StringComparison.Ordinal) || header.Contains("secret", StringComparison.Ordinal);
}
