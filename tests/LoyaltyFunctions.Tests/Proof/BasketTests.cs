using System.Globalization;
using System.Text.Json;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What is bought together, as an operator is told it and as a member's offers follow from it, against a count by hand.</summary>
public sealed class BasketTests
{
    private static readonly string Cafe = Write();

    private readonly Stage _stage = new(Cafe);
    private readonly List<HashSet<string>> _baskets = [];

    [Fact]
    public void Support_confidence_and_lift_are_those_of_counting_by_hand_and_lead_to_an_offer()
    {
        var random = new Random(11);
        var (ada, bob) = (_stage.Enrol("600001"), _stage.Enrol("600002"));
        for (var number = 0; number < 60; number++)
        {
            var isCoffee = random.Next(2) == 0;
            Buy(ada, number, [.. ((string[])["coffee", "bakery", "milk", "book"]).Where((_, index) => isCoffee == (index < 2) ? random.Next(4) > 0 : random.Next(9) == 0)]);
        }

        Buy(bob, 60, ["coffee"]);
        _stage.Rest();

        var page = JsonElement.Parse(_stage.Process.Get("insights/baskets", query: "?minBaskets=2&limit=200")!.Body);
        var told = page.GetProperty("items").EnumerateArray().Select(Text).ToList();

        Assert.Equal(Filled, page.GetProperty("baskets").GetInt64());
        Assert.Equal(ByHand(2).Order(), told.Order());
        Assert.Equal(["coffee"], If("?category=Coffee").Distinct());
        Assert.Empty(If("?from=2026-03-03&to=2026-03-09"));
        Assert.Equal((422, 422), (_stage.Process.Get("insights/baskets", query: "?from=2026-03-09&to=2026-03-03")!.Status, _stage.Process.Get("insights/baskets", query: "?from=today")!.Status));

        var bun = OfferOf(bob, "bun");
        Assert.True(Both("coffee", "bakery") >= 10);
        Assert.Equal(("coffee", "bakery"), (bun.GetProperty("together").GetProperty("if").GetString(), bun.GetProperty("together").GetProperty("then").GetString()));
        Assert.False(OfferOf(ada, "bun").TryGetProperty("together", out _));
        _stage.End();
    }

    private int Filled => _baskets.Count(basket => basket.Count > 0);

    private int With(string category) => _baskets.Count(basket => basket.Contains(category));

    private int Both(string one, string other) => _baskets.Count(basket => basket.Contains(one) && basket.Contains(other));

    private IEnumerable<string> ByHand(int fewest)
    {
        string[] all = ["coffee", "bakery", "milk", "book"];
        return from one in all
               from other in all
               let both = Both(one, other)
               where one != other && both >= fewest
               select $"{one} {other} {both} {Down(both, Filled)} {Down(both, With(one))} {Down((long)both * Filled, (long)With(one) * With(other))}";
    }

    private static string Down(long part, long whole) => (part * 10_000 / whole / 10_000m).ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Text(JsonElement rule) => string.Join(
        ' ', ((string[])["if", "then", "baskets", "support", "confidence", "lift"]).Select(name => rule.GetProperty(name).ToString()));

    private IEnumerable<string> If(string query) => JsonElement.Parse(_stage.Process.Get("insights/baskets", query: query)!.Body)
        .GetProperty("items").EnumerateArray().Select(rule => rule.GetProperty("if").GetString()!);

    private JsonElement OfferOf(string member, string id) => JsonElement.Parse(_stage.Process.Get($"members/{member}/offers")!.Body)
        .GetProperty("items").EnumerateArray().Single(offer => offer.GetProperty("id").GetString() == id);

    private void Buy(string member, int number, HashSet<string> basket)
    {
        _baskets.Add(basket);
        var lines = basket.Select(category => $$"""{"sku":"{{category}}","category":"{{category}}","quantity":1,"amount":"1.00"}""");
        var body = $$"""{"receiptId":"r{{number}}","storeId":"s1","currency":"EUR","total":"{{basket.Count}}.00","lines":[{{string.Join(',', lines)}}]}""";
        Assert.Equal(200, _stage.Post($"members/{member}/purchases", $"r{number}", body).Status);
        // The same receipt again is no other basket.
        Assert.Equal(200, _stage.Post($"members/{member}/purchases", $"again{number}", body).Status);
    }

    private static string Write()
    {
        const string Name = "proof-cafe.json";
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, Name), """
            {"id": "sample", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin",
             "earn": [
               {"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}},
               {"id": "bun", "on": "purchase", "when": {"categories": ["bakery"]}, "points": {"fixed": 9}}]}
            """);
        return Name;
    }
}
