using System.Text;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Handlers.Overview;

public sealed class PayloadMaskTests
{
    [Fact]
    [Trait("Fault", "118")]
    public void What_is_known_to_name_nobody_is_shown_and_all_else_is_masked()
    {
        var masked = Mask("""{"type":"purchase.completed","data":{"receiptId":"R-1","total":"4.20","note":"for Ada","member":{"type":"card","value":"603500012345","id":"77"},"test":true}}""");

        Assert.Contains("\"receiptId\": \"R-1\"", masked, StringComparison.Ordinal);
        Assert.Contains("\"total\": \"4.20\"", masked, StringComparison.Ordinal);
        Assert.Contains("\"type\": \"card\"", masked, StringComparison.Ordinal);
        Assert.Contains("\"test\": true", masked, StringComparison.Ordinal);
        Assert.All(["Ada", "6035", "77"], secret => Assert.DoesNotContain(secret, masked, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("type=subscribe&data%5Bemail%5D=ada%40example.com&email=ada%40example.com")]
    [InlineData("<Contact phone=\"+49151\"><Email>ada@example.com</Email><Type> subscribe </Type></Contact>")]
    [InlineData("<a:Contact xmlns:a='urn:x'><a:Email>ada@example.com</a:Email ><a:Type> subscribe </a:Type></a:Contact>")]
    [Trait("Fault", "118")]
    public void Forms_and_xml_are_masked_alike(string body)
    {
        var masked = Mask(body);

        Assert.Contains("subscribe", masked, StringComparison.Ordinal);
        Assert.Contains(PayloadMask.Masked, masked, StringComparison.Ordinal);
        Assert.All(["ada", "49151"], secret => Assert.DoesNotContain(secret, masked, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("{\"email\":")]
    [InlineData("ada@example.com")]
    [InlineData("")]
    public void What_cannot_be_read_is_not_shown(string body) => Assert.DoesNotContain("ada", Mask(body), StringComparison.Ordinal);

    [Fact]
    [Trait("Fault", "118")]
    public void No_sample_of_a_connected_system_shows_an_address_a_number_or_a_name()
    {
        string[] personal = ["example.com", "Ada", "Lovelace", "Katherine", "Dorothy", "603500", "6035 0001", "+49", "0151"];
        foreach (var file in Repository.Files("functions/LoyaltyFunctions/Connectors", "*").Where(file => file.Contains($"{Path.DirectorySeparatorChar}samples{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
        {
            var masked = PayloadMask.Mask(File.ReadAllBytes(file));
            Assert.All(personal, text => Assert.False(masked.Contains(text, StringComparison.Ordinal), $"{Path.GetFileName(file)} shows {text}: {masked}"));
        }
    }

    private static string Mask(string body) => PayloadMask.Mask(Encoding.UTF8.GetBytes(body));
}
