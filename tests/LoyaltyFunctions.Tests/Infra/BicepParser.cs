using System.Diagnostics;
using System.Security.Cryptography;
using LocalHost.Azurite;

namespace LoyaltyFunctions.Tests.Infra;

/// <summary>
/// Runs <c>Parser/read.cjs</c> over files. Its npm packages are installed on first use into a folder that all runs of this user share,
/// named by the hash of their lock file.
/// </summary>
internal static class BicepParser
{
    private const int HashDigits = 12;
    private static readonly string[] Install = ["ci", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error"];

    private static string Source => Path.Combine(AppContext.BaseDirectory, "Infra", "Parser");

    /// <summary>What the files declare, as JSON.</summary>
    public static string Read(IEnumerable<string> files) =>
        Run(NodeTools.Node(), [Path.Combine(Source, "read.cjs"), EnsurePackages(), .. files], Source);

    private static string EnsurePackages()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Source, "package-lock.json"))));
        var folder = Path.Combine(Cache(), $"bicep-parser-{hash[..HashDigits]}");
        if (!Directory.Exists(folder))
        {
            InstallInto(folder);
        }

        return folder;
    }

    private static string Cache()
    {
        var given = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetEnvironmentVariable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = !string.IsNullOrEmpty(given) ? given : Directory.Exists(home) ? Path.Combine(home, ".cache") : Path.GetTempPath();
        return Path.Combine(cache, "loyalty-tests");
    }

    // Beside the final place and then moved there whole, so that neither a crash nor a second run leaves half of it.
    private static void InstallInto(string folder)
    {
        var draft = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        foreach (var file in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(draft, file), overwrite: true);
        }

        Run(NodeTools.Npm(), Install, draft);
        try
        {
            Directory.Move(draft, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(draft, recursive: true);
        }
    }

    private static string Run(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{Path.GetFileName(program)} ended with {process.ExitCode}: {errors.Result}");
        return output;
    }
}
