namespace LocalHost.Tests.Api;

/// <summary>
/// What the real packages declare, as lines <c>id : signature [flags]</c> by documentation-comment id. The files beside
/// this one name the packages, versions and commits that they were taken from.
/// </summary>
internal sealed class ApiListing
{
    private readonly Dictionary<string, string> _lines;

    public ApiListing(IEnumerable<string> lines) =>
        _lines = lines.Where(line => line.Length > 0 && line[0] != '#').ToDictionary(IdOf, StringComparer.Ordinal);

    public static ApiListing OfThePackages() =>
        new(Directory.GetFiles(Folder(), "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadLines));

    public static string IdOf(string line)
    {
        var end = line.IndexOf(" : ", StringComparison.Ordinal);
        return end >= 0 ? line[..end] : line[..line.IndexOf(" = ", StringComparison.Ordinal)];
    }

    public string? Find(string id) => _lines.GetValueOrDefault(id);

    /// <summary>The values of an enum.</summary>
    public IEnumerable<string> FieldsOf(string typeName) => _lines.Keys
        .Where(id => id.StartsWith($"F:{typeName}.", StringComparison.Ordinal) && id.LastIndexOf('.') == typeName.Length + 2);

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LoyaltyFunctions.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution's folder is not above the tests.");
        }

        return Path.Combine(folder.FullName, "tests", "LocalHost.Tests", "Api");
    }
}
