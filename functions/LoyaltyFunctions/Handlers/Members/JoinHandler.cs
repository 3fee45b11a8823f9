using System.Globalization;
using Loyalty.Accounts;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// Two members turn out to be one, because a system that the company keeps itself knows one person by what identifies both. The one who was
/// enrolled first stays.
/// </summary>
public sealed class JoinHandler(
    Ledger ledger,
    MergeHandler merges,
    MergeFollowUp followUp,
    Outbox outbox,
    Publisher publisher,
    Random chance)
{
    private const int MaxAttempts = 10;

    /// <summary>Null when the two are one now, or one of them is gone; else why they are not, or not yet.</summary>
    public async Task<EventOutcome?> JoinAsync(string one, string other, EventOrigin origin, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var (first, second) = (await ledger.FindAsync(one, cancellation), await ledger.FindAsync(other, cancellation));
            if (first is not { Account: var a } || second is not { Account: var b })
            {
                return null;
            }

            if (a.MergedInto is not null || b.MergedInto is not null)
            {
                // By another system, or by this before it died. What identifies the member has to be found under one name before it goes on.
                (one, other) = (await FollowAsync(a), await FollowAsync(b));
                if (one == other)
                {
                    return null;
                }
            }
            else if (a.Status != AccountStatus.Open || b.Status != AccountStatus.Open)
            {
                return null;
            }
            else if (await MergeAsync(IsOlder(a, b) ? (a, b) : (b, a), origin, cancellation) is not { } refusal)
            {
                return null;
            }
            else if (await AreAsBeforeAsync(a, b, cancellation))
            {
                return refusal == MergeIntents.Refusal ? Busy(origin) : EventOutcome.Parked("one record is about two members, who could not be merged");
            }
        }

        return Busy(origin);
    }

    /// <summary>Why the two were not merged; null when they are.</summary>
    private async Task<Answer?> MergeAsync((Account Stays, Account Goes) members, EventOrigin origin, CancellationToken cancellation)
    {
        var (stays, goes) = members;
        // Of its own each time: a refusal is kept where the merge would close, and the next attempt must not find it.
        var nonce = chance.NextInt64().ToString(CultureInfo.InvariantCulture);
        var merge = new Merge(stays.MemberId, goes.MemberId, origin.Partner, Operation.Own("join", origin.Marker, goes.MemberId, nonce));
        // The delivery that comes again finds one member, and cannot tell what was published: the sweeper can.
        var behind = await outbox.PutCommitAsync(goes.MemberId, merge.Closing.Key);
        var closed = await merges.CloseAsync(merge, stays, cancellation);
        if (closed.Publication is not { } closing)
        {
            await outbox.DeleteAsync(behind);
            return closed.Refusal ?? MergeIntents.Refusal;
        }

        if (await followUp.FinishAsync(closing.Entries[^1]) is { } joined)
        {
            await publisher.PublishAsync(joined);
        }

        await publisher.PublishAsync(closing);
        await outbox.DeleteAsync(behind);
        return null;
    }

    /// <summary>The member who stayed, once all has come to them; the member itself where nobody was merged.</summary>
    private async Task<string> FollowAsync(Account account)
    {
        if (account.MergedInto is not { } next)
        {
            return account.MemberId;
        }

        if (await ledger.FindEntryAsync(account.MemberId, account.Sequence, CancellationToken.None) is { Closing.MergedInto: not null } closing)
        {
            await followUp.FinishAsync(closing);
        }

        return next;
    }

    private async Task<bool> AreAsBeforeAsync(Account one, Account other, CancellationToken cancellation) =>
        await IsAsBeforeAsync(one, cancellation) && await IsAsBeforeAsync(other, cancellation);

    private async Task<bool> IsAsBeforeAsync(Account before, CancellationToken cancellation) =>
        await ledger.FindAsync(before.MemberId, cancellation) is { Account: var now } && now.Status == before.Status;

    /// <summary>One of them is in the midst of another merge. That comes to its end by itself.</summary>
    private static EventOutcome Busy(EventOrigin origin) => new(DeliveryStatus.Waiting, "one of the two members is just being merged with another")
    {
        WaitsFor = new WaitsFor(Keys.Hash("join", origin.DeliveryId), IsReceipt: false) { Due = origin.ReceivedAt },
    };

    private static bool IsOlder(Account one, Account other) =>
        one.Opened != other.Opened ? one.Opened < other.Opened : string.CompareOrdinal(one.MemberId, other.MemberId) < 0;
}
