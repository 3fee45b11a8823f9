namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>The first table under a heading of a Markdown file: its rows, each as the text of its cells.</summary>
internal static class MarkdownTable
{
    public static IReadOnlyList<IReadOnlyList<string>> Read(string path, string heading)
    {
        var lines = Repository.Read(path).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var start = lines.FindIndex(line => line.StartsWith('#') && line.TrimStart('#').Trim() == heading);
        Assert.True(start >= 0, $"{path} has no heading '{heading}'.");
        var rows = lines
            .Skip(start + 1)
            .TakeWhile(line => !line.StartsWith('#'))
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(Cells)
            .ToList();
        Assert.True(rows.Count > 0, $"{path} has no table under '{heading}'.");
        return rows;
    }

    /// <summary>A cell without its code marks.</summary>
    public static string Plain(string cell) => cell.Replace("`", "", StringComparison.Ordinal).Trim();

    private static IReadOnlyList<string> Cells(string line) =>
        [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
}
