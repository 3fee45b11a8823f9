using System.Diagnostics;
using Benchmarks.Loads;
using Benchmarks.Processes;

namespace Benchmarks.Reports;

/// <summary>One window of a load, with the processor time it took in each process.</summary>
internal sealed record Sample(LoadResult Result, double HubMilliseconds, double AzuriteMilliseconds, double OwnMilliseconds)
{
    public double PerSecond => Result.PerSecond;

    /// <summary>Milliseconds are of the processor, for each call.</summary>
    public static async Task<Sample> TakeAsync(Stand stand, Func<Task<LoadResult>> load)
    {
        using var own = Process.GetCurrentProcess();
        var before = Times(stand, own);
        var result = await load();
        var after = Times(stand, own);
        return new(result, Each(before.Hub, after.Hub), Each(before.Azurite, after.Azurite), Each(before.Own, after.Own));

        double Each(TimeSpan from, TimeSpan to) => (to - from).TotalMilliseconds / result.Count;
    }

    private static (TimeSpan Hub, TimeSpan Azurite, TimeSpan Own) Times(Stand stand, Process own) =>
        (stand.Hub.Meter.ProcessorTime, stand.AzuriteMeter?.ProcessorTime ?? default, new ProcessMeter(own).ProcessorTime);
}

/// <summary>The windows of one load.</summary>
internal sealed class Series(string name)
{
    private readonly List<Sample> _samples = [];

    public string Name => name;

    public IReadOnlyList<Sample> Samples => _samples;

    public double PerSecond => Median(x => x.PerSecond);

    public double Last => _samples[^1].PerSecond;

    public async Task<Sample> AddAsync(Stand stand, Func<Task<LoadResult>> load)
    {
        var sample = await Sample.TakeAsync(stand, load);
        _samples.Add(sample);
        return sample;
    }

    public double Median(Func<Sample, double> of) => Medians.Of(_samples.Select(of));

    /// <summary>The median of the ratios to the window of the other that was taken beside it: what disturbs the machine disturbs both.</summary>
    public double RatioTo(Series other) => Medians.Of(_samples.Zip(other._samples, (mine, raw) => mine.PerSecond / raw.PerSecond));
}

internal static class Medians
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
