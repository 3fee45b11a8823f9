using System.Threading.RateLimiting;
using Azure;
using LoyaltyFunctions.Storage;
using Polly;
using Polly.CircuitBreaker;

namespace LoyaltyFunctions.Outbound;

/// <summary>
/// What stands before a target in this process: its rate, and a breaker that leaves it alone for half a minute when at least half of ten
/// or more attempts within half a minute failed. What waits behind an open breaker has not been attempted.
/// </summary>
public sealed class TargetGate : IDisposable
{
    private const int MinAttempts = 10;
    private const double FailureRatio = 0.5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock;
    private readonly TokenBucketRateLimiter _rate;
    private readonly ResiliencePipeline<Attempt> _breaker;
    private DateTimeOffset _closedUntil;

    public TargetGate(ITarget target, int perSecond, TimeProvider clock)
    {
        (Target, _clock) = (target, clock);
        _rate = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = int.MaxValue,
        });
        _breaker = new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }.AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
        {
            FailureRatio = FailureRatio,
            MinimumThroughput = MinAttempts,
            SamplingDuration = Window,
            BreakDuration = Window,
            ShouldHandle = arguments => new ValueTask<bool>(arguments.Outcome.Result is { Kind: AttemptKind.Failed }),
        }).Build();
    }

    public ITarget Target { get; }

    /// <summary>Nothing gets through at this moment.</summary>
    public bool IsShut => _clock.GetUtcNow() < _closedUntil;

    /// <summary>One attempt; null when the breaker is open.</summary>
    public async Task<Attempt?> TellAsync(Notice notice, CancellationToken cancellation)
    {
        using var permit = await _rate.AcquireAsync(1, cancellation);
        try
        {
            return await _breaker.ExecuteAsync(async stop => await AttemptAsync(notice, stop), cancellation);
        }
        catch (BrokenCircuitException e)
        {
            _closedUntil = _clock.GetUtcNow() + (e.RetryAfter ?? TimeSpan.Zero);
            return null;
        }
    }

    public void Dispose() => _rate.Dispose();

    private async Task<Attempt> AttemptAsync(Notice notice, CancellationToken cancellation)
    {
        try
        {
            return await Target.TellAsync(notice, cancellation);
        }
        catch (Exception e) when (e is not (RequestFailedException or StoreException) && !cancellation.IsCancellationRequested)
        {
            return HttpAnswers.Judge(e);
        }
    }
}
