using System.Diagnostics;

namespace Benchmarks.Loads;

/// <summary>So many callers, each with one call under way at a time.</summary>
internal static class Load
{
    /// <summary>Calls until the time is over; what is under way then still counts, and so does its time.</summary>
    public static async Task<LoadResult> RunAsync(int callers, TimeSpan time, Func<int, Task> call)
    {
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, clock, time, call))));
        return new LoadResult([.. latencies.SelectMany(x => x).Order()], clock.Elapsed);
    }

    private static async Task<List<TimeSpan>> CallAsync(int caller, Stopwatch clock, TimeSpan time, Func<int, Task> call)
    {
        var latencies = new List<TimeSpan>(4_096);
        while (clock.Elapsed < time)
        {
            var start = clock.Elapsed;
            await call(caller);
            latencies.Add(clock.Elapsed - start);
        }

        return latencies;
    }
}

/// <summary>What came of a load.</summary>
/// <param name="Latencies">In ascending order.</param>
/// <param name="Elapsed">From the first call to the last answer.</param>
internal sealed record LoadResult(IReadOnlyList<TimeSpan> Latencies, TimeSpan Elapsed)
{
    public int Count => Latencies.Count;

    public double PerSecond => Count / Elapsed.TotalSeconds;

    public TimeSpan Percentile(double part) => Latencies[(int)Math.Min(Count - 1, Count * part)];
}
