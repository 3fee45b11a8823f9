namespace Benchmarks.Reports;

/// <summary>Tells on the way what is being done; the results come at the end.</summary>
internal static class Progress
{
    public static void Say(string line) => Console.WriteLine($"  … {line}");
}
