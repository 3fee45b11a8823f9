using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

/// <summary>Executes the examples of the README beside the programme's reader: what it says, holds.</summary>
public partial class GuideTests
{
    private const string Tuesday = "2026-11-03T12:00Z";
    internal const string Tiers = """ "tiers": {"window": "P12M", "levels": [{"id": "low", "from": 0}, {"id": "gold", "from": 1000000}]} """;
    private const string Segments = """ , "segments": [{"id": "regulars", "when": {"visits": {"atLeast": 2, "within": "P30D"} } }] """;

    public static IEnumerable<object[]> Rules() => Table("Earning");

    public static IEnumerable<object[]> Stacks() => Table("What limits and beats what");

    public static IEnumerable<object[]> Budgets() => Table("Budgets");

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_of_the_guide_gives_what_the_guide_says(string says, string rule, string sale, string gives)
    {
        var own = JsonNode.Parse(rule)!.AsObject();
        (own["id"], own["on"]) = ("rule", "purchase");
        var @base = gives.Contains("base", StringComparison.Ordinal) ? """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}, """ : "";
        var programme = Given.Rules(@base + own.ToJsonString(), Tiers + Segments);

        Assert.Equal((says, gives), (says, Text(Sell(programme, sale))));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void What_a_rule_loses_stands_on_the_entry_with_its_reason(string says, string rules, string sale, string gives, string cuts)
    {
        var programme = Programme($$"""{"id": "test", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin", {{rules}} }""");

        var entry = Sell(programme, sale);

        Assert.Equal((says, gives), (says, Text(entry)));
        Assert.Equal(cuts, string.Join(", ", entry.Cuts.Select(cut => $"{cut.Rule} {cut.Points} by {cut.Reason.ToString().ToLowerInvariant()}")));
        Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text());
    }

    [Theory]
    [MemberData(nameof(Budgets))]
    public void A_budget_gives_what_is_left_of_it(string says, string rules, string left, string gives, string cuts)
    {
        var programme = Programme($$"""{"id": "test", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin", {{rules}} }""");
        var budgets = new BudgetsLeft(new Dictionary<string, Points> { [left.Split(' ')[0]] = new(long.Parse(left.Split(' ')[1], CultureInfo.InvariantCulture)) });
        var sale = new EarnPurchase(Given.Sale("2.00"), Instant(Tuesday), Instant(Tuesday), MemberFacts.None) { Budgets = budgets };

        var entry = Assert.Single(sale.Decide(NewAccount(programme), programme).Entries);

        Assert.Equal((says, gives), (says, Text(entry)));
        Assert.Equal(cuts, string.Join(", ", entry.Cuts.Select(cut => $"{cut.Rule} {cut.Points} by {cut.Reason.ToString().ToLowerInvariant()}")));
    }

    [Fact]
    public void Every_condition_of_the_schema_has_an_example()
    {
        var examples = string.Concat(Table("Earning").Select(row => row[1]));
        string[] elsewhere = ["geofences"];

        Assert.All(ConditionsReader.Names.Except(elsewhere), name => Assert.Contains($"\"{name}\"", examples, StringComparison.Ordinal));
        Assert.All(EarnRuleReader.PointsNames, name => Assert.Contains($"\"{name}\"", examples, StringComparison.Ordinal));
    }

    private static LedgerEntry Sell(Programme programme, string text)
    {
        var sale = SaleText().Match(text);
        Assert.True(sale.Success, text);
        var at = sale.Groups["at"].Success ? sale.Groups["at"].Value : Tuesday;
        var account = NewAccount(programme);
        for (var earlier = sale.Groups["nth"].Success ? int.Parse(sale.Groups["nth"].ValueSpan, CultureInfo.InvariantCulture) : 1; earlier > 1; earlier--)
            account = account.Earn(programme, Basket(sale), at).Account;
        var member = MemberFacts.None with { BirthDate = sale.Groups["born"].Success ? Date(sale.Groups["born"].Value) : null };
        return new EarnPurchase(Basket(sale), Instant(at), Instant(at), member).Decide(account, programme).Entries.Single(entry => entry.Kind == EntryKind.Earn);
    }

    private static Purchase Basket(Match sale)
    {
        var lines = sale.Groups["lines"].Value.Split(" + ").Select(line =>
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var pieces = parts.Length == 4 ? int.Parse(parts[0].TrimEnd('x'), CultureInfo.InvariantCulture) : 1;
            return Line(parts[^3], parts[^2], parts[^1], pieces) with
            {
                MarginRate = sale.Groups["margin"].Success ? (int)(decimal.Parse(sale.Groups["margin"].ValueSpan, CultureInfo.InvariantCulture) * PurchaseLine.WholeMargin) : null,
                FullPrice = sale.Groups["full"].Success ? true : null,
            };
        }).ToArray();
        var total = new Money(lines.Sum(line => line.Amount.Minor), lines[0].Amount.Currency);
        return Sale("0.00", lines) with
        {
            Total = total,
            Channel = sale.Groups["by"].Success ? sale.Groups["by"].Value : null,
            Tenders = sale.Groups["tender"].Success ? [new Tender(sale.Groups["tender"].Value, total)] : [],
        };
    }

    private static string Text(LedgerEntry entry) => entry.Rules.Count == 0 ? "nothing" : entry.RulesText();

    internal static IEnumerable<string[]> Table(string heading)
    {
        using var stream = typeof(GuideTests).Assembly.GetManifestResourceStream("programme-guide.md")!;
        var lines = new StreamReader(stream).ReadToEnd().Split('\n');
        return lines.SkipWhile(line => line.TrimStart('#', ' ').TrimEnd() != heading)
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray());
    }

    [GeneratedRegex(@"^(?<lines>.+?)( of margin (?<margin>\S+))?( for (?<full>full) price)?( paid with (?<tender>\S+))?( born (?<born>\S+))?( at (?<at>\S+))?( by (?<by>\S+))?( as (?<nth>\d+)(th|nd|rd))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex SaleText();
}
