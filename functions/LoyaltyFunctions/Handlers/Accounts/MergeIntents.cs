using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>
/// Keeps two merges from closing both of their members, in whatever circle. A merge first holds the member who stays; who is held cannot
/// go, as the row that says so is the one that going would write. A merge that holds but has not closed anybody can be broken off: it is
/// fenced where it would close, as every claim here is.
/// </summary>
public sealed class MergeIntents(MergingRows rows, Ledger ledger, TimeProvider clock)
{
    /// <summary>Longer than any request takes: whose opposite is older than that need not give way to it.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(5);

    public static readonly Answer Refusal = Refusals.Kept(new ProblemResult(Problem.MergeRefused, "Another merge of one of the two came first."));

    /// <summary>Holds the member who stays; false where another merge of it has closed somebody, or it is going itself.</summary>
    public async Task<bool> TryHoldAsync(Merge merge, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await rows.FindAsync(merge.Into, cancellation);
            if (row.Operation == merge.Closing.Key)
            {
                return true;
            }

            if (!await IsFreeAsync(row, cancellation))
            {
                return false;
            }

            var held = new MergingRow(merge.Closing.Key, merge.From, clock.GetUtcNow()) { Version = row.Version };
            if (await rows.TryWriteAsync(merge.Into, held, cancellation))
            {
                return true;
            }
        }
    }

    /// <summary>
    /// The row that the closing is to write; null where the member is held for another merge. Of two opposite merges at once the one into
    /// the larger id gives way, so that they do not break each other off.
    /// </summary>
    public async Task<MergingRow?> FindWayAsync(Merge merge, CancellationToken cancellation)
    {
        var row = await rows.FindAsync(merge.From, cancellation);
        var givesWay = row.Operation is not null
            && row.From == merge.Into
            && string.CompareOrdinal(merge.Into, merge.From) > 0
            && clock.GetUtcNow() - row.At < InFlight;
        return !givesWay && await IsFreeAsync(row, cancellation)
            ? new MergingRow(merge.Closing.Key, null, clock.GetUtcNow()) { Version = row.Version }
            : null;
    }

    /// <summary>Frees the member who stays, unless it has passed to another merge.</summary>
    public async Task ReleaseAsync(string memberId, string from, CancellationToken cancellation)
    {
        while (await rows.FindAsync(memberId, cancellation) is var row
            && row.From == from
            && !await rows.TryWriteAsync(memberId, new MergingRow(null, null, clock.GetUtcNow()) { Version = row.Version }, cancellation))
        {
            // Written meanwhile: by another attempt at this merge, or by one that broke it off.
        }
    }

    /// <summary>The old profile has no use any more; then the member who stays is free for other merges.</summary>
    public async Task EndAsync(string memberId, string from)
    {
        await rows.DeleteProfileAsync(from, CancellationToken.None);
        await ReleaseAsync(memberId, from, CancellationToken.None);
    }

    private async Task<bool> IsFreeAsync(MergingRow row, CancellationToken cancellation) =>
        row.Operation is not { } operation
        || (row.From is { } from
            && (await ledger.TryKeepAnswerAsync(from, new Operation(operation, operation), Refusal, cancellation)
                || await ledger.FindOperationAsync(from, operation, cancellation) is { LastSequence: 0 }));
}
