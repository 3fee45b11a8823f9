namespace LoyaltyFunctions.Storage;

/// <summary>
/// Works on several items at a time, in the order in which they come. The first failure lets nothing more begin and is thrown once all that had begun
/// has come to rest, so that nothing goes on behind the caller's back.
/// </summary>
public static class SideBySide
{
    public static Task ForEachAsync<T>(IEnumerable<T> items, int most, Func<T, CancellationToken, Task> work, CancellationToken cancellation) =>
        ForEachAsync(items.ToAsyncEnumerable(), most, work, cancellation);

    public static async Task ForEachAsync<T>(
        IAsyncEnumerable<T> items,
        int most,
        Func<T, CancellationToken, Task> work,
        CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var underWay = new List<Task>(most);
        try
        {
            await foreach (var item in items.WithCancellation(stop.Token))
            {
                if (underWay.Count == most)
                {
                    await OneAsync(underWay);
                }

                underWay.Add(work(item, stop.Token));
            }

            while (underWay.Count > 0)
            {
                await OneAsync(underWay);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private static async Task OneAsync(List<Task> underWay)
    {
        var ended = await Task.WhenAny(underWay);
        underWay.Remove(ended);
        await ended;
    }
}
