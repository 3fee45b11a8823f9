using Loyalty.Members;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Handlers.MissingPoints;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>A sale of a till or shop: earned where the member is known, kept for a claim where it names none, and waiting where nobody is enrolled yet.</summary>
public sealed class SaleEvents(EarnHandler earn, EvidenceHandler evidence, IdentityClaims identities, WaitingHandler waiting)
{
    public async Task<EventOutcome> HandleAsync(PurchaseCompleted sale, EventOrigin origin, CancellationToken cancellation)
    {
        if (sale.Member is not { } member)
        {
            return await evidence.KeepAsync(sale, origin, cancellation);
        }

        if (await identities.FindAsync(member, cancellation) is not { } memberId)
        {
            return new EventOutcome(DeliveryStatus.Waiting, $"nobody is enrolled with this {member.Type} yet") { WaitsFor = new WaitsFor(member.Hash, IsReceipt: false) };
        }

        var own = new Sale(memberId, sale.Purchase, sale.OccurredAt) { Cashier = sale.Cashier, Cards = sale.Cards };
        var result = await earn.EarnAsync(own, cancellation);
        while (result.MovedTo is { } next)
        {
            result = await earn.EarnAsync(own with { MemberId = next }, cancellation);
        }

        var outcome = Outcome(member, result);
        return result.Awaited ? outcome with { Released = await waiting.ReleaseAsync(sale.Purchase.Receipt.Hash, cancellation) } : outcome;
    }

    private static EventOutcome Outcome(Identity member, EarnResult result) => result.Outcome switch
    {
        EarnResult.Kind.Earned => EventOutcome.Processed() with
        {
            Entries = [new EntryRef(result.Entry!.MemberId, result.Entry.Sequence)],
            Publications = [new Publication(result.Entry!.MemberId, result.Committed)],
        },
        EarnResult.Kind.Duplicate => EventOutcome.Processed("the receipt was counted before") with
        {
            Entries = [new EntryRef(result.Entry!.MemberId, result.Entry.Sequence)],
            Publications = [new Publication(result.Entry!.MemberId, result.Committed)],
        },
        EarnResult.Kind.ReceiptClaimed => EventOutcome.Parked("the receipt belongs to another member"),
        EarnResult.Kind.RateMissing => EventOutcome.Parked("the programme has no rate for the currency of the receipt"),
        EarnResult.Kind.PointsOutOfRange => EventOutcome.Parked("the sale would earn more points than an account can hold"),
        // An identity of a member that is being enrolled, or has left: as if nobody had it.
        EarnResult.Kind.MemberUnknown => new EventOutcome(DeliveryStatus.Waiting, $"nobody is enrolled with this {member.Type} yet") { WaitsFor = new WaitsFor(member.Hash, IsReceipt: false) },
        _ => EventOutcome.Parked($"the sale was refused: {result.Outcome}"),
    };
}
