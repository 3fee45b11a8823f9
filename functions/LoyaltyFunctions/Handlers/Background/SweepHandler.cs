using System.Text;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Goes through outbox rows that should be gone by now. A commit is published (again) if it happened; a delivery is queued again, under a
/// new row, so that a long queue is not asked for it every minute. All of it may be done twice without effect.
/// </summary>
public sealed partial class SweepHandler(
    Outbox outbox,
    Publications publications,
    Publisher publisher,
    CommitLeftovers leftovers,
    TimeProvider clock,
    ILogger<SweepHandler> logger)
{
    /// <summary>Longer than any request or batch takes (HTTP ends after 230 s), so that nothing is swept that is still being worked on.</summary>
    public static readonly TimeSpan MinAge = TimeSpan.FromMinutes(5);

    /// <summary>One run sends on at most this many deliveries; the next run goes on.</summary>
    private const int MaxMessages = 1_000;

    /// <summary>Returns the messages of deliveries that may have been lost on their way to the queue.</summary>
    public async Task<string[]> RunAsync(CancellationToken cancellation)
    {
        var messages = new List<string>();
        var now = clock.GetUtcNow();
        var oldest = now;
        await foreach (var item in outbox.OlderThanAsync(now - MinAge).WithCancellation(cancellation))
        {
            if (item.Kind == OutboxKind.Delivery)
            {
                var message = await RenewAsync(item);
                messages.Add(Encoding.UTF8.GetString(message.ToJson()));
                oldest = Earlier(oldest, message.ReceivedAt);
            }
            else
            {
                await PublishAsync(item, cancellation);
                oldest = Earlier(oldest, item.Ref.PutAt);
            }

            if (messages.Count == MaxMessages)
            {
                break;
            }
        }

        Measures.OldestOutboxRow(now - oldest);
        if (messages.Count > 0)
        {
            Log.SentAgain(logger, messages.Count);
        }

        return [.. messages];
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async Task<InboundMessage> RenewAsync(OutboxItem item)
    {
        var message = InboundMessage.Parse(Encoding.UTF8.GetString(item.Message));
        var renewed = await outbox.RenewAsync(item);
        return message with { Outbox = renewed };
    }

    private async Task PublishAsync(OutboxItem item, CancellationToken cancellation)
    {
        if (await publications.OfAsync(item.MemberId!, item.Operation!, cancellation) is { } publication)
        {
            await publisher.PublishAsync(publication);
            Log.PublishedLate(logger, publication.MemberId);
        }

        await leftovers.FinishAsync(item, cancellation);
        await outbox.DeleteAsync(item.Ref);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} deliveries had not been processed for five minutes and are queued again")]
        public static partial void SentAgain(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "A commit of {MemberId} had not been published and is now")]
        public static partial void PublishedLate(ILogger logger, string memberId);
    }
}
