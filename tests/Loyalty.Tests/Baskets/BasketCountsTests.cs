using Loyalty.Baskets;
using Loyalty.Purchases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Baskets;

public class BasketCountsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rules_of_many_baskets_are_those_of_counting_each_pair_by_hand(int seed)
    {
        var random = new Random(seed);
        string[] shelf = ["bread", "cheese", "coffee", "milk", "tea", "wine"];
        var baskets = Enumerable.Range(0, 300).Select(_ => shelf.Where(_ => random.Next(3) == 0).ToHashSet()).ToList();
        var (whole, halves) = (new BasketCounts(), (BasketCounts[])[new(), new()]);
        foreach (var (basket, index) in baskets.Select((basket, index) => (basket, index)))
        {
            whole.Add(Of([.. basket]));
            halves[index % 2].Add(Of([.. basket]));
        }

        halves[0].Add(halves[1]);

        var filled = (double)baskets.Count(basket => basket.Count > 0);
        var rules = BasketRule.Of(halves[0], 20);
        Assert.Equal(BasketRule.Of(whole, 20), rules);
        Assert.Equal(
            shelf.SelectMany(one => shelf.Where(other => other != one).Select(other => (one, other))).Count(pair => Both(pair.one, pair.other) >= 20), rules.Count);
        Assert.All(rules, rule =>
        {
            Assert.Equal(Both(rule.If, rule.Then), rule.Baskets);
            Assert.Equal(Both(rule.If, rule.Then) / filled, Number(rule.Support), 12);
            Assert.Equal(Both(rule.If, rule.Then) / (double)With(rule.If), Number(rule.Confidence), 12);
            Assert.Equal(Both(rule.If, rule.Then) * filled / (With(rule.If) * With(rule.Then)), Number(rule.Lift), 12);
        });
        Assert.Equal(rules.OrderByDescending(rule => Number(rule.Lift)).Select(rule => rule.Lift), rules.Select(rule => rule.Lift));

        int With(string category) => baskets.Count(basket => basket.Contains(category));
        int Both(string one, string other) => baskets.Count(basket => basket.Contains(one) && basket.Contains(other));
    }

    [Fact]
    public void A_category_counts_once_in_a_basket_however_it_is_written_and_what_is_given_back_does_not()
    {
        var counts = new BasketCounts();

        Assert.True(counts.Add(Sale("4.00", Line("a", "Tea ", "2.00"), Line("b", "tea", "3.00"), Line("c", "deposit", "-1.00"))));
        Assert.False(counts.Add(Sale("4.00", Line("a", null, "4.00"))));

        Assert.Equal((1L, 1L), (counts.Baskets, counts.Categories["tea"]));
        Assert.Single(counts.Categories);
        Assert.Empty(counts.Pairs);
    }

    [Fact]
    public void What_is_beyond_the_bounds_is_told_and_not_kept()
    {
        var counts = new BasketCounts();
        counts.Add(Of([.. Enumerable.Range(0, BasketCounts.MaximumOfBasket + 3).Select(number => $"c{number:D3}")]));
        Assert.Equal((3L, BasketCounts.MaximumOfBasket), (counts.Beyond, counts.Categories.Values.Count(baskets => baskets > 0)));

        for (var number = 0; number < 2 * BasketCounts.MaximumCategories; number++)
            counts.Add(Of($"d{number:D3}", new string('x', 65)));

        Assert.Equal(BasketCounts.MaximumCategories, counts.Categories.Count);
        Assert.Equal(1 + (2 * BasketCounts.MaximumCategories), counts.Baskets);
        Assert.DoesNotContain(counts.Categories.Keys, category => category[0] == 'x');
    }

    private static Purchase Of(params string[] categories) =>
        Sale($"{categories.Length}.00", [.. categories.Select(category => Line(category, category, "1.00"))]);

    private static double Number(Rational value) => (double)value.Numerator / (double)value.Denominator;
}
