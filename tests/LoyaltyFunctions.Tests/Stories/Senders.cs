using System.Collections.Concurrent;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>
/// Tills that send until each of their requests is answered as it should be, however often the hub goes away. A request without an
/// answer is sent again as it was, which is all that a till can do.
/// </summary>
internal sealed class Senders(IEnumerable<SaleBody> sales, Func<SaleBody, Task<Reply>> send, int expected)
{
    private const int SideBySide = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<SaleBody> _open = new(sales);
    private int _done;
    private int _interrupted;

    public int Done => Volatile.Read(ref _done);

    /// <summary>Requests that had reached the hub and got no answer from it.</summary>
    public int Interrupted => Volatile.Read(ref _interrupted);

    public async Task RunAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await Task.WhenAll(Enumerable.Range(0, SideBySide).Select(_ => Task.Run(() => SendAllAsync(patience.Token))));
    }

    /// <summary>Completes when that many requests are done.</summary>
    public async Task ReachAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Done < count)
            await Task.Delay(1, patience.Token);
    }

    private async Task SendAllAsync(CancellationToken patience)
    {
        while (_open.TryDequeue(out var sale))
        {
            while (!await TrySendAsync(sale))
                await Task.Delay(Pause, patience);

            Interlocked.Increment(ref _done);
        }
    }

    private async Task<bool> TrySendAsync(SaleBody sale)
    {
        try
        {
            var reply = await send(sale);
            if (reply.Status == expected)
                return true;
            // In flight still, or the hub is just going away: both ask to come again.
            return reply.Status is 409 or 503 ? false : throw new InvalidOperationException($"{reply.Status}: {reply.Text}");
        }
        catch (HttpRequestException e)
        {
            if (e.HttpRequestError != HttpRequestError.ConnectionError)
                Interlocked.Increment(ref _interrupted);
            return false;
        }
    }
}
