namespace Benchmarks.Scale;

/// <summary>The most that this process holds, looked at twenty times a second.</summary>
internal sealed class PeakMemory
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Task<long> _peak;
    private volatile bool _isOver;

    public PeakMemory() => _peak = Task.Run(WatchAsync);

    /// <summary>Megabytes.</summary>
    public async Task<long> StopAsync()
    {
        _isOver = true;
        return await _peak >> 20;
    }

    private async Task<long> WatchAsync()
    {
        var peak = Environment.WorkingSet;
        while (!_isOver)
        {
            await Task.Delay(Pause);
            peak = Math.Max(peak, Environment.WorkingSet);
        }

        return peak;
    }
}
