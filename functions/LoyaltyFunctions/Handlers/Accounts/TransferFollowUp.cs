using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>
/// The second half of a transfer: what one member gave comes to the other or, where that one can never take it, back to the giver.
/// Whether it arrived is decided once, in the receiver's partition; only then is anything given back.
/// </summary>
public sealed class TransferFollowUp(Arrivals arrivals, ProgrammeBook programmes, TimeProvider clock) : IFollowUp
{
    public async Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry) => entry.Kind == EntryKind.TransferOut
        ? (await FinishAsync(entry)).Publications
        : [];

    /// <summary>Whether the points arrived, and what is to be published of it.</summary>
    public async Task<(bool Arrived, IReadOnlyList<Publication> Publications)> FinishAsync(LedgerEntry transferOut)
    {
        var (id, giver, receiver) = (transferOut.Source.Reference!, transferOut.MemberId, transferOut.Source.Counterparty!);
        var source = transferOut.Source with { Reference = null, Counterparty = null };
        var there = new TransferIn(id, giver, TransferOut.PartsOf(transferOut), source, clock.GetUtcNow());
        if (await arrivals.BringAsync(receiver, Operation.Own("transfer-in", id), account => there.Decide(account, programmes.Current)) is { } arrived)
        {
            return (true, [arrived]);
        }

        var back = there with { FromMemberId = receiver, IsReturn = true };
        var returned = await arrivals.BringAsync(giver, Operation.Own("transfer-back", id), account => back.Decide(account, programmes.Current));
        return (false, returned is null ? [] : [returned]);
    }
}
