namespace LocalHost.Hosting;

/// <summary>Where the host finds its files: the solution's folder, the settings and Azurite's data.</summary>
internal sealed record Places(string Solution, string? Settings, string Data)
{
    private const string SettingsName = "local.settings.json";
    private const string SampleName = "local.settings.sample.json";

    public static Places Find(LaunchOptions options)
    {
        var current = Directory.GetCurrentDirectory();
        var solution = FolderOfSolution(current) ?? FolderOfSolution(AppContext.BaseDirectory) ?? current;
        var settings = options.Settings is { } given
            ? Path.GetFullPath(given)
            : new[] { SettingsName, SampleName }.Select(name => Path.Combine(solution, name)).FirstOrDefault(File.Exists);
        return new(solution, settings, Path.GetFullPath(options.Data ?? Path.Combine(solution, ".azurite")));
    }

    private static string? FolderOfSolution(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln*").Any(x => x.Extension is ".sln" or ".slnx"))
                return folder.FullName;
        }

        return null;
    }
}
