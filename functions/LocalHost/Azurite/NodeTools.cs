using LocalHost.Hosting;

namespace LocalHost.Azurite;

/// <summary>Finds Node.js and npm on the path.</summary>
internal static class NodeTools
{
    public static string Node() => Find(OperatingSystem.IsWindows() ? "node.exe" : "node");

    public static string Npm() => Find(OperatingSystem.IsWindows() ? "npm.cmd" : "npm");

    private static string Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists)
        ?? throw new StartFault("Node.js 20 or later is needed to run Azurite: install it from https://nodejs.org, "
            + "or start Azurite yourself and let AzureWebJobsStorage point at it");
}
