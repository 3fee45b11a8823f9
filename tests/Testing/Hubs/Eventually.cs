using System.Diagnostics;

namespace Testing.Hubs;

/// <summary>Polls for what happens behind the caller's back.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// The first reading that is as it should be; otherwise a <see cref="TimeoutException"/> that names the wish and the last reading.
    /// </summary>
    public static async Task<T> SeeAsync<T>(string wish, Func<Task<T>> read, Func<T, bool> isSo, Func<T, string>? show = null)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var reading = await read();
            if (isSo(reading))
                return reading;
            if (since.Elapsed > Patience)
                throw new TimeoutException($"After {Patience.TotalSeconds:0} s it is not so that {wish}. Last: {Show(reading, show)}");
            await Task.Delay(Pause);
        }
    }

    private static string Show<T>(T reading, Func<T, string>? show) => show is null ? $"{reading}" : show(reading);
}
