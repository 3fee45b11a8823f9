namespace LoyaltyFunctions.Tests.Documentation;

public sealed class FolderTests
{
    [Theory]
    [InlineData("functions/Loyalty")]
    [InlineData("functions/LoyaltyFunctions")]
    public void The_map_names_every_folder(string project)
    {
        var prefix = Path.GetFileName(project) + "/";
        var map = MarkdownTable.Read("functions/README.md", "The map")
            .Select(row => MarkdownTable.Plain(row[0]))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

        Assert.Equal(FoldersOf(project).Select(name => prefix + name).Order(), map.Order());
    }

    [Fact]
    public void The_page_on_tests_names_every_project()
    {
        var listed = MarkdownTable.Read("tests/README.md", "Tests").Select(row => MarkdownTable.Plain(row[0]));

        Assert.Equal(FoldersOf("tests").Order(), listed.Order());
    }

    [Fact]
    public void The_top_level_holds_three_folders()
    {
        var folders = Directory.EnumerateDirectories(Repository.Root).Select(path => Path.GetFileName(path)!).Where(name => name[0] != '.');

        Assert.Equal(["functions", "infra", "tests"], folders.Except(["TestResults"]).Order());
    }

    // A folder that holds nothing but build output is none of ours.
    private static IEnumerable<string> FoldersOf(string folder) =>
        from path in Directory.EnumerateDirectories(Path.Combine(Repository.Root, folder))
        let name = Path.GetFileName(path)
        where name is not ("bin" or "obj") && Directory.EnumerateFiles(path, "*.cs*", SearchOption.AllDirectories).Any(IsSource)
        select name;

    private static bool IsSource(string file) => !file.Split(Path.DirectorySeparatorChar).Contains("obj");
}
