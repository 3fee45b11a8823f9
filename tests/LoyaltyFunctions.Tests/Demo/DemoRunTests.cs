using System.Text.RegularExpressions;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Tests.Connectors;

namespace LoyaltyFunctions.Tests.Demo;

/// <summary>What a newcomer sees who starts the hub with <c>--demo</c>, and who starts it once more.</summary>
public sealed class DemoRunTests(DemoHub demo) : IClassFixture<DemoHub>
{
    [Theory]
    [MemberData(nameof(ConnectorCatalogueTests.Formats), MemberType = typeof(ConnectorCatalogueTests))]
    public void Every_format_has_its_chapter(string format) =>
        Assert.Single(demo.First, line => Matches($"^{format}, signed as partner [a-z]+: POST /api/webhooks/[a-z]+/[a-z]+$", line));

    [Theory]
    [InlineData("Ada buys for 42.50, partly coffee", "202  processed: +142 for Ada")]
    [InlineData("she brings back a mug for 6.00", "202  processed: -6 for Ada")]
    [InlineData("... which the till voids", "202  processed: -42 for Ada")]
    [InlineData("Ada checks in at the store", "202  processed: +5 for Ada")]
    [InlineData("Grace pays 18.50 and a 2.00 tip", "202  processed: +118 for Grace")]
    [InlineData("beans 26.10, a gift card, shipping", "202  processed: +126 for Katherine")]
    [InlineData("Dorothy pays 24.00 and a 2.00 tip", "202  processed: +124 for Dorothy")]
    [InlineData("Hedy buys for 29.75", "202  processed: +129 for Hedy")]
    [InlineData("the CRM knows Ada by her e-mail", "202  processed: no points")]
    [InlineData("the ERP knows Ada by her e-mail", "200  answered as this system demands")]
    [InlineData("the very same delivery again", "202  the same id, and no second effect")]
    [InlineData("the amount changed after signing", "401  refused, as it must be")]
    [InlineData("the sale that waited, now", "202  processed: +142 for Alan")]
    [InlineData("Ada spends 1000 points", "201  captured, worth 10.00 EUR")]
    public void Every_delivery_has_its_outcome(string says, string outcome) =>
        Assert.Matches($"{Escape(says)} +{Escape(outcome)}$", Assert.Single(demo.First, line => line.StartsWith("  ", StringComparison.Ordinal) && line.Contains(says, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Ada", 635, "Insider")]
    [InlineData("Grace", 163, "Member")]
    [InlineData("Katherine", 163, "Member")]
    [InlineData("Dorothy", 165, "Member")]
    [InlineData("Hedy", 173, "Member")]
    [InlineData("Mary", 162, "Member")]
    [InlineData("Joan", 171, "Member")]
    [InlineData("Alan", 192, "Member")]
    public void Every_member_has_a_balance_and_a_tier(string name, int points, string tier) =>
        Assert.Single(demo.First, line => Matches($"^  {name} +m[0-9a-z]{{26}} +{points}  {tier} until ", line));

    [Fact]
    public void Chains_events_and_blobs_are_shown()
    {
        Assert.Contains("The chains fit: each entry names the hash of the one before it (00000000 before the first), and the", demo.First);
        Assert.Single(demo.First, line => Matches("^ +1[2-4]  loyalty.member.enrolled$", line));
        Assert.Single(demo.First, line => Matches("^ +[0-9]+  loyalty.points.reversed$", line));
        Assert.Single(demo.First, line => Matches("^ +[0-9]+  loyalty.tier.changed$", line));
        Assert.Contains(demo.First, line => Matches("^ +[0-9]+ +[0-9]+  archive/entries/.+[.]jsonl$", line));
        Assert.Contains(demo.First, line => Matches("^ +[0-9]+ +[0-9]+  deliveries/received/.+[.]jsonl$", line));
    }

    [Theory]
    [InlineData("Square: Grace pays 18.50 and a 2.00 tip", "dataverse", 204, "PATCH /api/data/v9.2/contacts[(]loyalty_memberid='{Grace}'[)]")]
    [InlineData("Square: Grace pays 18.50 and a 2.00 tip", "salesforce", 200, "PATCH /services/data/v62.0/composite/sobjects/Contact/Loyalty_Member_Id__c")]
    [InlineData("Square: Grace pays 18.50 and a 2.00 tip", "subscriber", 204, "POST /loyalty-events")]
    [InlineData("Shopify: beans 26.10, a gift card, shipping", "hubspot", 200, "PATCH /crm/v3/objects/contacts/[0-9]+")]
    [InlineData("Shopify: beans 26.10, a gift card, shipping", "klaviyo", 202, "POST /api/events")]
    [InlineData("Shopify: beans 26.10, a gift card, shipping", "customerio", 200, "POST /api/v1/customers/{Katherine}/events")]
    [InlineData("Shopify: beans 26.10, a gift card, shipping", "mailchimp", 204, "POST /3.0/lists/store/members/[0-9a-f]{32}/tags")]
    [InlineData("Clover: Joan's order of 21.50 changed", "clover", 200, "GET /v3/merchants/SAMPLEMERCHANT1/orders/RUN0001-[0-9]+ORDER")]
    [InlineData("BusinessCentral: a customer and items changed", "businesscentral", 200, "GET /items")]
    [InlineData("Sap: a customer changed", "sap", 200, "GET /sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner.*")]
    [InlineData("Esri: a layer was edited", "esri", 200, "GET /0/query")]
    public void What_followed_a_delivery_is_shown_call_by_call(string delivery, string system, int status, string call)
    {
        var followed = demo.First.SkipWhile(line => line != delivery).TakeWhile(line => line.Length > 0);

        Assert.Contains(followed, line => Matches($"^  {system} +{status}  {call}( [(][0-9]+ times[)])?$", line));
    }

    [Fact]
    public void No_system_refuses_a_call() =>
        Assert.Single(demo.First, line => Matches("^[0-9]+ calls to 11 systems, none of them refused[.] ", line));

    [Fact]
    public void Nothing_is_left_that_could_not_be_done() => Assert.Equal("""{"items":[]}""", demo.DeadLetters);

    [Fact]
    public void Another_run_finds_the_members_and_brings_new_receipts()
    {
        Assert.Equal(7, demo.Second.Count(line => line.Contains("201  a member since an earlier run", StringComparison.Ordinal)));
        Assert.Single(demo.Second, line => Matches("payment.updated .+ 202  processed: [+]18 for Grace$", line));
        Assert.Single(demo.Second, line => Matches("^  Grace +m[0-9a-z]{26} +176  ", line));
        Assert.DoesNotContain(demo.Second, line => line.Contains("BROKEN", StringComparison.Ordinal));
    }

    [Fact]
    public void The_year_is_loaded_once_and_the_console_is_named()
    {
        Assert.Single(demo.First, line => Matches("^The year is there after [0-9]+ seconds[.]$", line));
        Assert.Single(demo.Second, line => line == "It is there since an earlier run.");
        Assert.Contains(demo.First, line => Matches("^  http://.+/console$", line));
    }

    [Fact]
    public void No_line_is_wider_than_the_page() =>
        Assert.DoesNotContain(demo.First.Concat(demo.Second), line => line.Length > Page.Width);

    [Fact]
    public void The_hub_ends_cleanly_when_it_is_told_to() => Assert.Equal([0, 0], demo.ExitCodes);

    private static bool Matches(string pattern, string line) => Regex.IsMatch(line, pattern);

    private static string Escape(string text) => Regex.Escape(text);
}
