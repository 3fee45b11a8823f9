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
    MergeAnswers answers,
    Outbox outbox,
    Publisher publisher)
{
    /// <summary>Null when the two are one now, or one of them is gone; else why they are not.</summary>
    public async Task<string?> JoinAsync(string one, string other, EventOrigin origin, CancellationToken cancellation)
    {
        var (first, second) = (await ledger.FindAsync(one, cancellation), await ledger.FindAsync(other, cancellation));
        if (first is not { Account: var a } || second is not { Account: var b } || Order(a, b) is not { } order)
        {
            return null;
        }

        var (stays, goes) = order;
        var merge = new Merge(stays.MemberId, goes.MemberId, origin.Partner, Operation.Own("join", origin.Marker, goes.MemberId));
        await answers.ClaimKeyAsync(merge, cancellation);
        // The delivery that comes again finds one member, and cannot tell what was published: the sweeper can.
        var behind = await outbox.PutCommitAsync(goes.MemberId, merge.Closing.Key);
        var closed = await merges.CloseAsync(merge, stays, cancellation);
        if (closed.Publication is not { } closing)
        {
            await outbox.DeleteAsync(behind);
            return "one record is about two members, who could not be merged";
        }

        if (await followUp.FinishAsync(closing.Entries[^1]) is { } joined)
        {
            await publisher.PublishAsync(joined);
        }

        await publisher.PublishAsync(closing);
        await outbox.DeleteAsync(behind);
        return null;
    }

    /// <summary>Who stays and who goes, also where half of it was done before; null where one of them has left otherwise.</summary>
    private static (Account Stays, Account Goes)? Order(Account one, Account other) =>
        one.MergedInto == other.MemberId ? (other, one)
        : other.MergedInto == one.MemberId ? (one, other)
        : one.Status != AccountStatus.Open || other.Status != AccountStatus.Open ? null
        : IsOlder(one, other) ? (one, other)
        : (other, one);

    private static bool IsOlder(Account one, Account other) =>
        one.Opened != other.Opened ? one.Opened < other.Opened : string.CompareOrdinal(one.MemberId, other.MemberId) < 0;
}
