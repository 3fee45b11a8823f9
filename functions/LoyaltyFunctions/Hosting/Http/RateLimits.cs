using System.Threading.RateLimiting;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>
/// Token buckets by client, partner and address. They are kept by each process for itself: with n instances a caller may reach n times
/// the rate, which protects the store just as well and costs it nothing.
/// </summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _requests = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.Burst,
            TokensPerPeriod = Math.Max(1, options.Value.PerSecond / 20),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, options.Value.PerSecond / 20) / (double)options.Value.PerSecond),
            QueueLimit = 0,
        }));

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.FailuresPerMinute,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    /// <summary>Takes one request of this caller; the seconds to wait when there is none left.</summary>
    public int? WaitOf(string caller) => WaitOf(_requests.AttemptAcquire(caller));

    /// <summary>Counts a failed signature of this address; the seconds to wait when there have been too many.</summary>
    public int? WaitOfFailure(string address) => WaitOf(_failures.AttemptAcquire(address));

    public void Dispose()
    {
        _requests.Dispose();
        _failures.Dispose();
    }

    private static int? WaitOf(RateLimitLease lease)
    {
        using (lease)
        {
            return lease.IsAcquired ? null
                : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        }
    }
}
