namespace LoyaltyFunctions.Storage;

/// <summary>
/// Lets the writers of one member in this process wait for each other instead of racing for the ETag (a hot member loses most of its
/// throughput otherwise). Other processes are kept apart by the ETag alone.
/// </summary>
public sealed class StripedLocks
{
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<Held> EnterAsync(string key, CancellationToken cancellation)
    {
        var stripe = _stripes[unchecked((uint)key.GetHashCode(StringComparison.Ordinal)) % (uint)_stripes.Length];
        await stripe.WaitAsync(cancellation);
        return new Held(stripe);
    }

    public readonly struct Held(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
