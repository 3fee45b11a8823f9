using System.Diagnostics;

namespace Console.Tests;

/// <summary>The browser of this machine: what <c>CHROMIUM</c> names, or the first on the path. Where there is none, .ci/tools is asked for it once.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    public static string Find() => Look() ?? Install();

    private static string? Look() => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static string Install()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "tools")]) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return Look() ?? throw new InvalidOperationException($"These tests need Chromium. {said}");
    }
}
