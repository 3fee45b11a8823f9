using System.Buffers;
using Azure.Messaging;
using Loyalty.Entries;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Events;

/// <summary>What a commit made known: its entries, and the announcement that has no entry of its own.</summary>
public sealed record Publication(string MemberId, IReadOnlyList<LedgerEntry> Entries)
{
    public static readonly Publication Nothing = new("", []);

    public CloudEvent? Announcement { get; init; }

    /// <summary>The operation that committed them, where they can be found by it again.</summary>
    public string? Operation { get; init; }

    /// <summary>The follow-up that has been done already.</summary>
    public IFollowUp? FollowedUpBy { get; init; }
}

/// <summary>
/// Takes commits to the archive, the delivery queue and the topic. At least once: readers drop what they know by member and sequence.
/// </summary>
public sealed partial class Publisher(
    Archive archive,
    EventTopic topic,
    LoyaltyEvents events,
    NoticePost notices,
    Outbox outbox,
    IEnumerable<IFollowUp> followUps,
    ILogger<Publisher> logger)
{
    /// <summary>
    /// Archives and queues for every target, tells the topic, then does what the entries set off; throws when the archive or the queue did
    /// not take it or a follow-up failed. A topic that does not answer stops nobody: the delivery queue keeps what it has to be told.
    /// </summary>
    public async Task PublishAsync(Publication publication)
    {
        using var span = Traces.StartPublishing(publication.MemberId, publication.Entries.Count);
        await TellAsync(publication);
        foreach (var followUp in followUps.Where(followUp => followUp != publication.FollowedUpBy))
        {
            foreach (var entry in publication.Entries)
            {
                await Task.WhenAll((await followUp.FollowAsync(entry)).Select(PublishAsync));
            }
        }
    }

    private async Task TellAsync(Publication publication)
    {
        await Task.WhenAll(publication.Entries.Select(entry => archive.AppendAsync(Line(entry))));
        List<CloudEvent> told = [.. publication.Announcement is { } announcement ? [announcement] : Array.Empty<CloudEvent>(), .. publication.Entries.SelectMany(events.Of)];
        await notices.PutAsync(told);
        try
        {
            await Task.WhenAll(told.Select(Traced).Select(topic.PublishAsync));
        }
        catch (Exception e)
        {
            Log.TopicFailed(logger, publication.MemberId, e);
            await notices.DeferTopicAsync(told);
        }
    }

    // CloudEvents, distributed tracing extension: whoever gets the event can go on with the trace.
    private static CloudEvent Traced(CloudEvent told)
    {
        if (Traces.Parent is { } parent)
        {
            told.ExtensionAttributes["traceparent"] = parent;
        }

        return told;
    }

    /// <summary>
    /// Publishes behind the caller's back. The outbox row stands until it has been done, so that the sweeper makes up for a failure
    /// or a crash.
    /// </summary>
    public async Task PublishLaterAsync(Publication publication, OutboxRef behind)
    {
        try
        {
            await PublishAsync(publication);
            await outbox.DeleteAsync(behind);
        }
        catch (Exception e)
        {
            Log.Deferred(logger, publication.MemberId, e);
        }
    }

    private static ReadOnlyMemory<byte> Line(LedgerEntry entry)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        EntryJson.Write(entry, line);
        return line.WrittenMemory;
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "The topic did not take the events of {MemberId}; they are sent again one by one")]
        public static partial void TopicFailed(ILogger logger, string memberId, Exception e);

        [LoggerMessage(1, LogLevel.Warning, "Entries of {MemberId} are not published yet; the outbox keeps them")]
        public static partial void Deferred(ILogger logger, string memberId, Exception e);
    }
}
