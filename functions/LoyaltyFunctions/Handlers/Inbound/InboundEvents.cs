using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Handlers.MissingPoints;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>Who handles which event, in one table. Refusals become outcomes; only a broken store throws.</summary>
public sealed class InboundEvents(
    SaleEvents sales,
    RefundEvents refunds,
    PaymentEvents payments,
    ClaimHandler claims,
    EnrolmentEvents enrolments,
    ProfileEvents profiles,
    ErasureEvents erasures,
    RecordRemoval removal,
    VisitHandler visit,
    FenceHandler fences,
    EngagementHandler engagement,
    ItemBook items,
    FetchHandler fetch)
{
    public Task<EventOutcome> HandleAsync(InboundEvent inbound, EventOrigin origin, CancellationToken cancellation) => inbound switch
    {
        PurchaseCompleted sale => sales.HandleAsync(sale, origin, cancellation),
        MemberEnrolled joined => enrolments.HandleAsync(joined, origin, cancellation),
        CheckedIn checkIn => visit.HandleAsync(Visit.Of(checkIn), origin, cancellation),
        MemberSignal signal => visit.HandleAsync(Visit.Of(signal), origin, cancellation),
        GeofenceCrossed { Crossing: Crossing.Exited } => Recorded("leaving a geofence earns nothing"),
        GeofenceCrossed crossed => visit.HandleAsync(Visit.Of(crossed), origin, cancellation),
        FenceSet set => fences.KeepAsync(set, origin, cancellation),
        FenceRemoved gone => fences.RemoveAsync(gone, origin, cancellation),
        FencesListed listed => fences.KeepOnlyAsync(listed, origin, cancellation),
        PositionReported position => fences.LocateAsync(position, origin, cancellation),
        Engaged { Engagement: Engagement.Unsubscribed } left => WithdrawAsync(left, origin, cancellation),
        Engaged engaged => engagement.HandleAsync(engaged, origin, cancellation),
        ErasureRequested asked => erasures.HandleAsync(asked, origin, cancellation),
        PurchaseRefunded refunded => refunds.HandleAsync(refunded, origin, cancellation),
        PurchaseVoided voided => refunds.HandleAsync(voided, origin, cancellation),
        CreditMemoPosted memo => refunds.CreditAsync(memo.Refund, memo.OccurredAt, origin, cancellation),
        CashReceiptPosted paid => payments.HandleAsync(paid, origin, cancellation),
        ClaimFiled filed => claims.HandleAsync(filed, origin, cancellation),
        ItemsUpdated told => items.KeepAsync(told, origin, cancellation),
        ItemRemoved gone => items.RemoveAsync(gone, origin, cancellation),
        CustomerRemoved gone => removal.HandleAsync(gone, origin, cancellation),
        CustomerUpdated updated => profiles.HandleAsync(updated, origin, cancellation),
        ResourceChanged { IsQueued: true } named => FetchAsync(named, origin, cancellation),
        ResourceChanged changed => fetch.AcceptAsync(changed, origin),
        NotHandled other => Recorded($"events of type {other.Type} are recorded, not handled"),
        _ => Recorded($"events of kind {inbound.GetType().Name} are recorded, not handled"),
    };

    private static Task<EventOutcome> Recorded(string reason) => Task.FromResult(EventOutcome.Processed(reason));

    private async Task<EventOutcome> WithdrawAsync(Engaged left, EventOrigin origin, CancellationToken cancellation)
    {
        await engagement.KeepAsync(left, origin, cancellation);
        return await profiles.HandleAsync(left.ToWithdrawal(), origin, cancellation);
    }

    /// <summary>Asks for what was named, and handles what it turns out to be.</summary>
    private async Task<EventOutcome> FetchAsync(ResourceChanged named, EventOrigin origin, CancellationToken cancellation)
    {
        var (events, first) = await fetch.FetchAsync(named, origin, cancellation);
        var outcomes = new List<EventOutcome> { first };
        foreach (var told in events)
        {
            outcomes.Add(await HandleAsync(told, origin with { Part = $"fetched {outcomes.Count}" }, cancellation));
        }

        return EventOutcome.Of(outcomes);
    }
}
