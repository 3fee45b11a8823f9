using System.Collections.Concurrent;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>
/// A batch from the queue: twins of a delivery one after the other, all others side by side (the ledger keeps a member's own apart).
/// Throws when the store is out of reach, so that the whole batch comes again and finds what is done.
/// </summary>
public sealed class BatchHandler(DeliveryHandler deliveries, Outbox outbox)
{
    private const int SideBySide = 16;

    public async Task<string[]> ProcessAsync(IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        var released = new ConcurrentQueue<string>();
        var inbound = messages.Select(InboundMessage.Parse).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
        await Parallel.ForEachAsync(inbound.GroupBy(message => message.Id), options, async (group, stop) =>
        {
            foreach (var message in group)
            {
                foreach (var freed in await deliveries.ProcessAsync(message, stop))
                {
                    released.Enqueue(freed);
                }
            }
        });
        await Task.WhenAll(inbound.Select(message => message.Outbox).OfType<OutboxRef>().Select(outbox.DeleteAsync));
        return [.. released];
    }
}
