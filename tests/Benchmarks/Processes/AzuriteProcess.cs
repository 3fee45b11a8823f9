using System.Diagnostics;
using System.Globalization;
using LocalHost.Azurite;

namespace Benchmarks.Processes;

/// <summary>Finds the Azurite behind a connection string: the child of its runner.</summary>
internal static class AzuriteProcess
{
    /// <summary>Null where the kernel does not list a process's children.</summary>
    public static async Task<ProcessMeter?> FindAsync(string connectionString)
    {
        var ports = StorageEndpoints.From(connectionString)!;
        foreach (var file in RunnerRecord.Files(ports, "").Where(File.Exists))
        {
            if (await RunnerRecord.ReadAsync(file, CancellationToken.None) is { } runner && ChildOf(runner.Pid) is { } azurite)
                return new ProcessMeter(azurite);
        }

        return null;
    }

    private static Process? ChildOf(int runner)
    {
        var list = $"/proc/{runner}/task/{runner}/children";
        var children = File.Exists(list) ? File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return children.Length == 0 ? null : Process.GetProcessById(int.Parse(children[0], CultureInfo.InvariantCulture));
    }
}
