using Testing.Tables;
using Testing.Tables.Faults;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>Holds one request back until it is let go, so that a race has the order that a test wants.</summary>
internal sealed class Hold : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Func<TableRequest, bool> _which;
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _go = new();
    private int _count;

    /// <summary>The first request of that kind from now on is held back.</summary>
    public Hold(TableService service, Func<TableRequest, bool> which)
    {
        _which = which;
        var before = service.OnRequest;
        service.OnRequest = request => before?.Invoke(request) ?? Ask(request);
    }

    /// <summary>Completes when the request has come.</summary>
    public Task IsHeldAsync() => _held.Task.WaitAsync(Patience);

    public void LetGo() => _go.Set();

    public void Dispose()
    {
        _go.Set();
        _go.Dispose();
    }

    private Fault? Ask(TableRequest request)
    {
        if (_which(request) && Interlocked.Increment(ref _count) == 1)
        {
            _held.TrySetResult();
            Assert.True(_go.Wait(Patience), "The request was never let go.");
        }

        return null;
    }
}
