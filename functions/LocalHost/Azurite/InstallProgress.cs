using System.Diagnostics;

namespace LocalHost.Azurite;

/// <summary>One line that tells how an installation gets on, written over itself on a terminal and repeated in a log.</summary>
internal static class InstallProgress
{
    private const double BytesInMegabyte = 1024 * 1024;
    private static readonly TimeSpan OnTerminal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(2);

    public static async Task ShowAsync(string folder, Task ended)
    {
        var clock = Stopwatch.StartNew();
        var start = Console.IsOutputRedirected ? "" : "\r";
        var end = Console.IsOutputRedirected ? "\n" : "";
        Console.Out.Write($"Installing Azurite with npm, this once{end}");
        while (await Task.WhenAny(ended, Task.Delay(Console.IsOutputRedirected ? InLog : OnTerminal)) != ended)
            Console.Out.Write($"{start}Installing Azurite with npm, this once: {clock.Elapsed.TotalSeconds:0} s, {Megabytes(folder):0} MB{end}");
        Console.Out.Write($"{start}Installed Azurite in {clock.Elapsed.TotalSeconds:0} s, {Megabytes(folder):0} MB                    \n");
    }

    private static double Megabytes(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(x => x.Length) / BytesInMegabyte;
        }
        catch (IOException)
        {
            // npm moves folders while they are counted; the next line will know.
            return 0;
        }
    }
}
