using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Play;

/// <summary>Purchases of a streak are given back in any order, also of such that had to wait: what is left of the gifts follows from the days that are left.</summary>
public class StreakReversalTests
{
    private readonly Random _random;
    private readonly int _count;
    private readonly Shop _shop;
    private readonly List<int> _days = [];

    public StreakReversalTests()
        : this(0)
    {
    }

    private StreakReversalTests(int seed)
    {
        _random = new Random(seed);
        _count = _random.Next(2, 4);
        _shop = new Shop(Rules(
            """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""",
            $$"""
            "safety": {"ownCard": "hold"},
            "goals": [{"id": "run", "kind": "streak", "on": "purchase", "per": "day", "count": {{_count}} }],
            "journeys": [{"id": "gift", "on": "goal:run", "then": {"points": 5} }]
            """));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_left_of_the_gifts_follows_from_the_days_that_are_left(bool someWait)
    {
        for (var seed = 1; seed <= 300; seed++)
            new StreakReversalTests(seed).Run(seed, someWait);
    }

    private void Run(int seed, bool someWait)
    {
        Live(someWait);
        _shop.Lifts("2026-03-30T10:00Z");
        foreach (var purchase in Enumerable.Range(0, _days.Count).OrderBy(_ => _random.Next()).ToArray())
        {
            Assert.Equal((seed, Expected()), (seed, _shop.Account.Balance.Value));
            GiveBack(purchase, "2026-03-30T12:00Z");
        }

        Assert.Equal((seed, 0L), (seed, _shop.Account.Balance.Value));
    }

    private void Live(bool someWait)
    {
        for (var (sale, day) = (0, 1); sale < 10; sale++)
        {
            day += _random.Next(3) == 0 ? 0 : 1;
            var at = $"2026-03-{day:00}T{10 + sale}:00Z";
            _ = someWait && _random.Next(5) < 2 ? _shop.BuysHeld(Sale("10.00"), at) : _shop.Buys(Sale("10.00"), at);
            _days.Add(day);
            if (_random.Next(4) == 0)
                _shop.Lifts($"2026-03-{day:00}T21:00Z");
            if (_random.Next(4) == 0)
                GiveBack(_random.Next(_days.Count), $"2026-03-{day++:00}T22:00Z");
        }
    }

    private void GiveBack(int purchase, string at)
    {
        if (_shop.Purchases[purchase].RemainingMinor.Sign > 0)
            _shop.Gives(purchase, 10, at);
    }

    /// <summary>Ten for each purchase, five for as many days in a row as the goal asks for.</summary>
    private long Expected()
    {
        var left = _days.Where((_, purchase) => _shop.Purchases[purchase].RemainingMinor.Sign > 0).ToArray();
        var (gifts, run) = (0, 0);
        for (var day = 1; day <= 31; day++)
        {
            run = left.Contains(day) ? run + 1 : 0;
            gifts += run > 0 && run % _count == 0 ? 1 : 0;
        }

        return (10 * left.Length) + (5 * gifts);
    }
}
