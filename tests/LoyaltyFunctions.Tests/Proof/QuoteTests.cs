using System.Text.Json;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A quote says what the sale after it will say.</summary>
public sealed class QuoteTests
{
    private const string Ada = "600001";

    private readonly Stage _stage = new(Programmes.Guarded);

    public QuoteTests() => _stage.Enrol(Ada);

    [Fact]
    public void What_a_quote_offers_besides_can_be_had_in_that_store_by_that_channel_and_partner()
    {
        const string Rules = """
            {"id": "here", "on": "purchase", "when": {"stores": ["s1"], "minTotal": "900"}, "points": {"fixed": 1}},
            {"id": "there", "on": "purchase", "when": {"stores": ["s2"], "minTotal": "900"}, "points": {"fixed": 1}},
            {"id": "web", "on": "purchase", "when": {"channels": ["web"], "minTotal": "900"}, "points": {"fixed": 1}},
            {"id": "fuel", "on": "purchase", "when": {"partners": ["fuel"], "minTotal": "900"}, "points": {"fixed": 1}},
            """;
        Assert.Equal(200, _stage.Publish("p1", Programmes.Twice("2").Replace("\"earn\": [", "\"earn\": [" + Rules, StringComparison.Ordinal)).Status);

        Assert.Equal(["here"], Offers("s1", null));
        Assert.Equal(["there", "web"], Offers("s2", "web"));
        _stage.End();
    }

    public static IEnumerable<object[]> Examples() => Guide().Split("| store |")[1].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(line => (object[])[.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('`'))]);

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_quote_of_the_guide_says_what_the_guide_says_and_the_sale_after_it_the_same(
        string store, string channel, string total, string rules, string offers, string redeemable)
    {
        Assert.Equal(200, _stage.Publish("p1", Guide().Split("```json\n")[1].Split("```")[0]).Status);
        var sale = Json.Sale("r1", total, store)[..^1] + (channel.Length == 0 ? "" : $",\"channel\":\"{channel}\"") + "}";

        var quote = JsonElement.Parse(_stage.Post("quotes", "q1", Json.OfMember(Ada, sale)).Body);
        var bought = JsonElement.Parse(_stage.Post($"members/{_stage.Members[Ada]}/purchases", "b1", sale).Body).GetProperty("entry");

        Assert.Equal((rules, rules), (Rules(quote), Rules(bought)));
        Assert.Equal(bought.GetProperty("points").GetInt64(), quote.GetProperty("points").GetInt64());
        Assert.Equal(offers, string.Join(", ", quote.GetProperty("offers").EnumerateArray().Select(offer => offer.GetString())));
        var (points, value) = (quote.GetProperty("redeemable").GetProperty("points").GetInt64(), quote.GetProperty("redeemable").GetProperty("value").GetProperty("amount").GetString());
        Assert.Equal(redeemable, $"{points} worth {value}");
        _stage.End();
    }

    private static string Rules(JsonElement of) => of.GetProperty("rules").EnumerateArray().Select(rule => $"{rule.GetProperty("id").GetString()} {rule.GetProperty("points").GetInt64()}").ToArray() is { Length: > 0 } rules
        ? string.Join(", ", rules)
        : "nothing";

    private static string Guide() => File.ReadAllText(Path.Combine(Documentation.Repository.Root, "functions/Loyalty/Offers/README.md"))
        .Replace("\r", "", StringComparison.Ordinal).Split("## What a till is told")[1].Split("## Codes")[0];

    [Fact]
    public void A_quote_says_that_the_points_would_wait_as_the_entry_says_that_they_do()
    {
        HoldCases.Ring(_stage, Ada, "r1");
        Assert.False(Quote("r2").TryGetProperty("held", out _));
        HoldCases.Ring(_stage, Ada, "r2");

        var (quote, sale) = (Quote("r3"), JsonElement.Parse(HoldCases.Ring(_stage, Ada, "r3").Body).GetProperty("entry"));

        Assert.Equal(("purchases", "purchases"), (quote.GetProperty("held").GetString(), sale.GetProperty("held").GetString()));
        Assert.Equal((0, sale.GetProperty("pending").GetInt64()), (sale.GetProperty("points").GetInt64(), quote.GetProperty("points").GetInt64()));
        _stage.End();
    }

    [Fact]
    public void An_own_card_is_seen_by_a_quote_too()
    {
        var quote = Quote("r1", Ada);

        Assert.Equal("own-card", quote.GetProperty("held").GetString());
        Assert.Equal("own-card", JsonElement.Parse(HoldCases.Ring(_stage, Ada, "r1", Ada).Body).GetProperty("entry").GetProperty("held").GetString());
        _stage.End();
    }

    [Fact]
    public void A_sale_that_earns_nothing_waits_and_says_so_all_the_same()
    {
        var sale = $$"""{"receiptId":"r1","storeId":"s1","currency":"EUR","total":"0.00","cashier":{"type":"card","value":"{{Ada}}"} }""";

        var quote = JsonElement.Parse(_stage.Post("quotes", "q", Json.OfMember(Ada, sale)).Body);
        var entry = JsonElement.Parse(_stage.Post($"members/{_stage.Members[Ada]}/purchases", "r1", sale).Body).GetProperty("entry");

        Assert.Equal(("own-card", "own-card", 0), (quote.GetProperty("held").GetString(), entry.GetProperty("held").GetString(), entry.GetProperty("points").GetInt64()));
        _stage.End();
    }

    private JsonElement Quote(string receipt, string? cashier = null) =>
        JsonElement.Parse(_stage.Post("quotes", "q " + receipt, Json.OfMember(Ada, HoldCases.Rung(receipt, cashier))).Body);

    private IEnumerable<string?> Offers(string store, string? channel)
    {
        var sale = Json.Sale("r1", "12.00", store)[..^1] + (channel is null ? "" : $",\"channel\":\"{channel}\"") + "}";
        return JsonElement.Parse(_stage.Post("quotes", $"q {store}", Json.OfMember(Ada, sale)).Body).GetProperty("offers").EnumerateArray()
            .Select(offer => offer.GetString()).Where(offer => offer is "here" or "there" or "web" or "fuel");
    }
}
