using Loyalty.Accounts;
using Loyalty.Entries;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>What a run does for one member of its shard, by the kind of the run.</summary>
public sealed class MemberWork(ShardWork work, ExpiringHandler expiring, BirthdayHandler birthdays, Publisher publisher)
{
    /// <summary>The entries written; null where the member had nothing to do with the run.</summary>
    public async Task<IReadOnlyList<LedgerEntry>?> DoAsync(ShardMessage shard, DueRow row, DateTimeOffset now, CancellationToken cancellation)
    {
        if (shard.TellsOnly)
        {
            return await expiring.TellAsync(row.MemberId, cancellation) > 0 ? [] : null;
        }

        return shard.Kind == DueKind.Birthday
            ? await KeepBirthdayAsync(row, now, cancellation)
            : await work.DoAsync(shard, row, now, cancellation);
    }

    private async Task<IReadOnlyList<LedgerEntry>> KeepBirthdayAsync(DueRow row, DateTimeOffset now, CancellationToken cancellation)
    {
        var publication = await birthdays.KeepAsync(row.MemberId, now, cancellation);
        await (publication is null ? Task.CompletedTask : publisher.PublishAsync(publication));
        await birthdays.NoteNextAsync(row, now, cancellation);
        return publication?.Entries ?? [];
    }
}
