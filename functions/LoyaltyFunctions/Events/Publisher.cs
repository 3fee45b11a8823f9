using System.Buffers;
using Azure.Messaging;
using Loyalty.Entries;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Events;

/// <summary>What a commit made known: its entries, and the announcement that has no entry of its own.</summary>
public sealed record Publication(string MemberId, IReadOnlyList<LedgerEntry> Entries, CloudEvent? Announcement = null);

/// <summary>Takes commits to the archive and the topic. At least once: readers drop what they know by member and sequence.</summary>
public sealed partial class Publisher(Archive archive, EventTopic topic, LoyaltyEvents events, Outbox outbox, ILogger<Publisher> logger)
{
    /// <summary>Archives, then tells the world; throws when either did not take it.</summary>
    public async Task PublishAsync(Publication publication)
    {
        await Task.WhenAll(publication.Entries.Select(entry => archive.AppendAsync(Line(entry))));
        var told = publication.Entries.SelectMany(events.Of);
        if (publication.Announcement is { } announcement)
        {
            told = told.Prepend(announcement);
        }

        await Task.WhenAll(told.Select(topic.PublishAsync));
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

    /// <summary>Nothing was committed, so nothing stands behind this row.</summary>
    public Task NothingToPublishAsync(OutboxRef behind) => PublishLaterAsync(new Publication("", []), behind);

    private static ReadOnlyMemory<byte> Line(LedgerEntry entry)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        EntryJson.Write(entry, line);
        return line.WrittenMemory;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Entries of {MemberId} are not published yet; the outbox keeps them")]
        public static partial void Deferred(ILogger logger, string memberId, Exception e);
    }
}
