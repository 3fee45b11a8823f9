using System.Text.RegularExpressions;
using Loyalty.Members;

namespace Loyalty.Tests.Members;

/// <summary>Runs the names of the README beside the leader boards.</summary>
public class PseudonymTests
{
    public static IEnumerable<object[]> Table()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("play.md")!;
        var rows = Regex.Matches(new StreamReader(stream).ReadToEnd(), @"^\| `(.+)` \| `(fine|refused)` \|\r?$", RegexOptions.Multiline);
        return [.. rows.Select(row => (object[])[row.Groups[1].Value, row.Groups[2].Value])];
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_name_is_as_the_README_says(string name, string verdict) =>
        Assert.Equal(verdict == "fine", Pseudonym.TryRead(name, out _, out var problem) && problem.Length == 0);

    [Theory]
    [InlineData("\ud800abc")]
    [InlineData("Ada\u200bLion")]
    [InlineData("-dash")]
    [InlineData("dash-")]
    [InlineData("two  spaces")]
    public void What_looks_like_another_name_or_none_is_refused(string name) => Assert.False(Pseudonym.TryRead(name, out _, out _));

    [Fact]
    public void Spaces_around_a_name_do_not_count_and_one_spelling_is_kept()
    {
        Assert.True(Pseudonym.TryRead(" Zoe\u0308 ", out var name, out _));
        Assert.Equal("Zo\u00eb", name);
    }
}
