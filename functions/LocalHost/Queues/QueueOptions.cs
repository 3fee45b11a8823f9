using LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Queues;

/// <summary>How a listener takes and holds messages.</summary>
internal sealed record QueueOptions(int Calls, int Max, int Min, TimeSpan Wait, TimeSpan Lock, TimeSpan Hold, bool Completes)
{
    public const int MaxDeliveryCount = 10;

    /// <summary>As on Azure, <c>maxConcurrentCalls</c> is for single messages; of batches one runs at a time.</summary>
    public static QueueOptions For(ServiceBusTriggerAttribute trigger, HostJson host) => new(
        trigger.IsBatched ? 1 : host.MaxConcurrentCalls,
        trigger.IsBatched ? host.MaxMessageBatchSize : 1,
        trigger.IsBatched ? Math.Min(host.MinMessageBatchSize, host.MaxMessageBatchSize) : 1,
        host.MaxBatchWaitTime,
        host.LockDuration,
        host.MaxAutoLockRenewalDuration > host.LockDuration ? host.MaxAutoLockRenewalDuration : host.LockDuration,
        host.AutoCompleteMessages && trigger.AutoCompleteMessages);
}
