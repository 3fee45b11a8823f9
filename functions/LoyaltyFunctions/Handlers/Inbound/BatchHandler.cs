using System.Collections.Concurrent;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>
/// A batch from the queue: twins of a delivery one after the other, all others side by side (the ledger keeps a member's own apart).
/// Archive and topic are told of all of them together. Throws when the store is out of reach, so that the whole batch comes again and
/// finds what is done.
/// </summary>
public sealed class BatchHandler(DeliveryHandler deliveries, UnreadableMessages unreadable, Outbox outbox)
{
    private const int AtOnce = 16;

    /// <summary>Senders have a timeout and the queue has none: while many knock, its work leaves the store to them.</summary>
    private const int AtOnceInRush = 1;

    public async Task<string[]> ProcessAsync(IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        var released = new List<string>();
        var inbound = messages.Select(InboundMessage.TryParse).OfType<InboundMessage>().ToList();
        foreach (var message in inbound.Count < messages.Count ? messages.Where(message => InboundMessage.TryParse(message) is null) : [])
        {
            await unreadable.ParkAsync(message, cancellation);
        }

        foreach (var turn in WithoutTwins(inbound))
        {
            var handled = (await SideBySideAsync(turn, deliveries.HandleAsync, cancellation)).OfType<HandledDelivery>().ToList();
            await Task.WhenAll(handled.Select(deliveries.PublishAsync));
            released.AddRange((await SideBySideAsync(handled, deliveries.KeepAsync, cancellation)).SelectMany(freed => freed));
        }

        await Task.WhenAll(inbound.Select(message => message.Outbox).OfType<OutboxRef>().Select(outbox.DeleteAsync));
        return [.. released];
    }

    /// <summary>The first of each delivery, then the second ones, and so on: hardly ever more than one turn.</summary>
    private static IEnumerable<IEnumerable<InboundMessage>> WithoutTwins(IEnumerable<InboundMessage> inbound) => inbound
        .GroupBy(message => message.Id)
        .SelectMany(twins => twins.Select((message, turn) => (Message: message, Turn: turn)))
        .GroupBy(one => one.Turn, one => one.Message)
        .OrderBy(turn => turn.Key);

    private async Task<IReadOnlyCollection<TResult>> SideBySideAsync<T, TResult>(
        IEnumerable<T> items,
        Func<T, CancellationToken, Task<TResult>> work,
        CancellationToken cancellation)
    {
        var results = new ConcurrentQueue<TResult>();
        await SideBySide.ForEachAsync(
            items, outbox.IsInRush ? AtOnceInRush : AtOnce, async (item, stop) => results.Enqueue(await work(item, stop)), cancellation);
        return results;
    }
}
