using System.Globalization;
using System.Text.RegularExpressions;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>The table of faults against the traits in the tests' sources.</summary>
public sealed partial class FaultTests
{
    private const string Page = "tests/README.md";

    private static readonly ILookup<int, string> Traits = Repository.Files("tests", "*.cs")
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
        .SelectMany(file => Trait().Matches(File.ReadAllText(file)).Select(match => (Number: Number(match.Groups[1].Value), Class: Path.GetFileName(file).Split('.')[0])))
        .ToLookup(found => found.Number, found => found.Class);

    [Fact]
    public void Each_fault_that_a_test_covers_is_in_the_table_with_such_a_test()
    {
        var table = Table();

        Assert.Empty(Traits.Select(found => found.Key).Except(table.Keys));
        Assert.All(Traits, found => Assert.Contains(InBackticks().Matches(table[found.Key]), name => found.Contains(name.Groups[1].Value)));
    }

    [Fact]
    public void A_test_that_the_table_names_bears_the_number()
    {
        Assert.All(Table(), row => Assert.All(
            InBackticks().Matches(row.Value),
            name => Assert.Contains(name.Groups[1].Value, Traits[row.Key])));
    }

    [Fact]
    public void A_fault_without_a_test_says_why()
    {
        var open = Table().Where(row => !Traits.Contains(row.Key)).ToList();

        Assert.All(open, row => Assert.Matches("^none: .{20,}$", row.Value));
    }

    private static Dictionary<int, string> Table() => MarkdownTable.Read(Page, "Faults").ToDictionary(row => Number(row[0]), row => row[2]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("""Trait\("Fault", "(\d+)"\)""")]
    private static partial Regex Trait();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex InBackticks();
}
