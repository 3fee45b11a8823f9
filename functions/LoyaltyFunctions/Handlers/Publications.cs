using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>Reads back what an operation committed, to publish it (again).</summary>
public sealed class Publications(Ledger ledger, LoyaltyEvents events)
{
    /// <summary>Null when the operation never committed, or only refused.</summary>
    public async Task<Publication?> OfAsync(string memberId, string operation, CancellationToken cancellation)
    {
        if (await ledger.FindOperationAsync(memberId, operation, cancellation) is not { } done)
        {
            return null;
        }

        var entries = await ledger.EntriesOfAsync(memberId, done.FirstSequence, done.LastSequence, cancellation);
        var announcement = done.Announce is null ? null : events.Announcement(done.Announce, memberId, done, operation);
        return entries.Count == 0 && announcement is null
            ? null
            : new Publication(memberId, entries) { Announcement = announcement, Operation = operation };
    }
}
