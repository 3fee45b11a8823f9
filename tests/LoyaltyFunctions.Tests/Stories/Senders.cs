using System.Collections.Concurrent;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>
/// Tills that send until each of their requests is answered as it should be, however often the hub goes away. A request without an
/// answer is sent again as it was, which is all that a till can do.
/// </summary>
internal sealed class Senders<T>(IEnumerable<T> work, Func<T, Task<Reply>> send, int expected)
{
    private const int SideBySide = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly ConcurrentQueue<T> _open = new(work);
    private int _done;
    private int _unanswered;

    public int Done => Volatile.Read(ref _done);

    /// <summary>Requests that got no answer, or one that asks to try again.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

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
        while (_open.TryDequeue(out var item))
        {
            while (!await TrySendAsync(item))
            {
                Interlocked.Increment(ref _unanswered);
                await Task.Delay(Pause, patience);
            }

            Interlocked.Increment(ref _done);
        }
    }

    private async Task<bool> TrySendAsync(T item)
    {
        try
        {
            var reply = await send(item);
            // In flight, or the store is just going away with the hub: both say so.
            return reply.Status == expected || (reply.Status is 409 or 503 ? false : throw new InvalidOperationException($"{reply.Status}: {reply.Text}"));
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
