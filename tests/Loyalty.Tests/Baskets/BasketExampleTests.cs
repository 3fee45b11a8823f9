using Loyalty.Baskets;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Baskets;

/// <summary>Computes the second table of the README from the first.</summary>
public class BasketExampleTests
{
    [Fact]
    public void The_rules_of_the_five_baskets_are_those_of_the_table()
    {
        var rows = Rows();
        var counts = new BasketCounts();
        foreach (var cells in rows.Where(cells => cells.Length == 2))
            counts.Add(Sale($"{cells[1].Split(", ").Length}.00", [.. cells[1].Split(", ").Select(category => Line(category, category, "1.00"))]));

        var rules = BasketRule.Of(counts, 1).Select(rule => (string[])[rule.If, rule.Then, $"{rule.Baskets}", $"{rule.Support}", $"{rule.Confidence}", $"{rule.Lift}"]);

        Assert.Equal(5, counts.Baskets);
        Assert.Equal(rows.Where(cells => cells.Length == 6), rules);
    }

    private static List<string[]> Rows()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("baskets.md")!;
        return
        [
            .. new StreamReader(stream).ReadToEnd().Split('\n')
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`', StringComparison.Ordinal))
                .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray()),
        ];
    }
}
