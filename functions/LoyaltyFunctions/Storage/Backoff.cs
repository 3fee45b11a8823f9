namespace LoyaltyFunctions.Storage;

/// <summary>How long a writer stands back that has lost a race or met a busy store: longer each time, and by chance, so that two do not meet again.</summary>
public sealed class Backoff(TimeProvider clock, Random chance)
{
    private const int FirstMilliseconds = 5;
    private const int MaxDoublings = 6;

    public Task WaitAsync(int failures, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(chance.Next(1, FirstMilliseconds << Math.Min(failures, MaxDoublings))), clock, cancellation);
}
