using System.Diagnostics;
using System.Security.Cryptography;
using LocalHost.Hosting;

namespace LocalHost.Azurite;

/// <summary>The pinned npm package, installed on first use into a folder that all apps of this user share, named by the hash of its lock file.</summary>
internal static class AzuritePackage
{
    private const int HashDigits = 12;
    private const int LastLines = 5;
    private static readonly string[] Arguments =
        ["ci", "--omit=dev", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error"];

    /// <summary>The folder of runner.js and the package's lock file.</summary>
    public static string Source => Path.Combine(AppContext.BaseDirectory, "Azurite");

    /// <summary>The script that starts Azurite.</summary>
    public static async Task<string> EnsureAsync(string data, CancellationToken cancellation)
    {
        var cache = CacheFolder(data);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"), cancellation)));
        var folder = Path.Combine(cache, $"azurite-{hash[..HashDigits]}");
        if (!Directory.Exists(folder))
            await InstallAsync(NodeTools.Npm(), folder, cancellation);
        return Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
    }

    private static string CacheFolder(string data)
    {
        var given = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetEnvironmentVariable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = !string.IsNullOrEmpty(given) ? given : Directory.Exists(home) ? Path.Combine(home, ".cache") : Path.Combine(data, "cache");
        return Path.Combine(cache, "loyalty-localhost");
    }

    /// <summary>Installs beside the final place and moves it there whole, so that neither a crash nor a second installer leaves half of it.</summary>
    private static async Task InstallAsync(string npm, string folder, CancellationToken cancellation)
    {
        RemoveAbandoned(folder);
        var draft = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        try
        {
            foreach (var file in new[] { "package.json", "package-lock.json" })
                File.Copy(Path.Combine(Source, file), Path.Combine(draft, file), overwrite: true);
            await RunAsync(npm, draft, cancellation);
            Directory.Move(draft, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was quicker; its installation is as good.
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    private static void RemoveAbandoned(string folder)
    {
        if (Path.GetDirectoryName(folder) is not { } parent || !Directory.Exists(parent))
            return;
        var running = Process.GetProcesses().Select(x => $"{folder}.{x.Id}").ToHashSet();
        try
        {
            foreach (var draft in Directory.EnumerateDirectories(parent, $"{Path.GetFileName(folder)}.*").Where(x => !running.Contains(x)))
                Directory.Delete(draft, recursive: true);
        }
        catch (IOException)
        {
            // Another host tidies up too; what is left waits for the next installation.
        }
    }

    private static async Task RunAsync(string npm, string draft, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(npm, Arguments) { WorkingDirectory = draft, RedirectStandardError = true, RedirectStandardOutput = true };
        if (!Directory.Exists(Environment.GetEnvironmentVariable("HOME")))
            start.Environment["npm_config_cache"] = Path.Combine(draft, ".npm");
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        var ended = process.WaitForExitAsync(cancellation);
        try
        {
            await InstallProgress.ShowAsync(draft, ended);
            await ended;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            var lines = string.Concat(await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LastLines);
            throw new StartFault($"Azurite could not be installed, npm ended with {process.ExitCode}: {string.Join(" | ", lines)}");
        }
    }
}
