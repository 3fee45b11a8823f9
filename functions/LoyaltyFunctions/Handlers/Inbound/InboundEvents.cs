using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Handlers.MissingPoints;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>Where an event came from: its delivery, the partner and its place in the delivery.</summary>
public sealed record EventOrigin(string DeliveryId, string Partner, DateTimeOffset ReceivedAt, int Index)
{
    /// <summary>What makes an event without a receipt happen once.</summary>
    public string Marker => Once ?? (Part.Length == 0
        ? Keys.Hash("event", DeliveryId, Index.ToString(System.Globalization.CultureInfo.InvariantCulture))
        : Keys.Hash("event", DeliveryId, Index.ToString(System.Globalization.CultureInfo.InvariantCulture), Part));

    /// <summary>Tells apart the several effects of one event.</summary>
    public string Part { get; init; } = "";

    /// <summary>The marker of what happens once however many events tell of it.</summary>
    public string? Once { get; init; }
}

/// <summary>One handler an event, chosen here. Refusals become outcomes; only a broken store throws.</summary>
public sealed class InboundEvents(
    EarnHandler earn,
    EnrolHandler enrol,
    VisitHandler visit,
    FenceHandler fences,
    ReversalHandler reversals,
    ProfileHandler profiles,
    ItemBook items,
    EvidenceHandler evidence,
    CardPaymentHandler cards,
    ClaimHandler claims,
    FetchHandler fetch,
    EngagementHandler engagement,
    JoinHandler join,
    EraseHandler erase,
    RecordRemoval removal,
    IdentityClaims identities,
    Publications publications,
    WaitingHandler waiting)
{
    public Task<EventOutcome> HandleAsync(InboundEvent inbound, EventOrigin origin, CancellationToken cancellation) => inbound switch
    {
        PurchaseCompleted sale => EarnAsync(sale, origin, cancellation),
        MemberEnrolled joined => EnrolAsync(joined, origin, cancellation),
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
        ErasureRequested asked => EraseAsync(asked, origin, cancellation),
        PurchaseRefunded refunded => ReverseAsync(refunded.Refund.Receipt, refunded.Refund, refunded.OccurredAt, origin, cancellation),
        PurchaseVoided voided => ReverseAsync(voided.Receipt, null, voided.OccurredAt, origin, cancellation),
        CreditMemoPosted memo => CreditAsync(memo.Refund, memo.OccurredAt, origin, cancellation),
        CashReceiptPosted paid when cards.RefundOf(paid, origin) is { } back => CreditAsync(back.Refund, back.OccurredAt, origin, cancellation),
        CashReceiptPosted paid => PayAsync(paid, origin, cancellation),
        ClaimFiled filed => claims.HandleAsync(filed, origin, cancellation),
        ItemsUpdated told => items.KeepAsync(told, origin, cancellation),
        ItemRemoved gone => items.RemoveAsync(gone, origin, cancellation),
        CustomerRemoved gone => removal.HandleAsync(gone, origin, cancellation),
        CustomerUpdated updated => UpdateAsync(updated, origin, cancellation),
        ResourceChanged { IsQueued: true } named => FetchAsync(named, origin, cancellation),
        ResourceChanged changed => fetch.AcceptAsync(changed, origin),
        NotHandled other => Recorded($"events of type {other.Type} are recorded, not handled"),
        _ => Recorded($"events of kind {inbound.GetType().Name} are recorded, not handled"),
    };

    private static Task<EventOutcome> Recorded(string reason) => Task.FromResult(EventOutcome.Processed(reason));

    private async Task<EventOutcome> EarnAsync(PurchaseCompleted sale, EventOrigin origin, CancellationToken cancellation)
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

    private async Task<EventOutcome> ReverseAsync(
        ReceiptKey receipt,
        Refund? refund,
        DateTimeOffset occurredAt,
        EventOrigin origin,
        CancellationToken cancellation)
    {
        var operation = new Operation(origin.Marker, origin.Marker);
        var result = await reversals.ReverseAsync(new Reversal(receipt, refund, occurredAt, operation), cancellation);
        return result.Outcome switch
        {
            ReversalResult.Kind.Reversed or ReversalResult.Kind.Replayed => EventOutcome.Processed() with
            {
                Entries = [new EntryRef(result.MemberId!, result.Entry!.Sequence)],
                Publications = [new Publication(result.MemberId!, result.Committed)],
            },
            ReversalResult.Kind.Duplicate => EventOutcome.Processed("the refund was counted before") with
            {
                Entries = result.Entry is { } entry ? [new EntryRef(entry.MemberId, entry.Sequence)] : [],
            },
            ReversalResult.Kind.PurchaseUnknown => new EventOutcome(DeliveryStatus.Waiting, "its purchase has not come yet")
            {
                WaitsFor = new WaitsFor(receipt.Hash, IsReceipt: true),
            },
            ReversalResult.Kind.AlreadyVoided => EventOutcome.Processed("the purchase was voided before; nothing is left to take back"),
            ReversalResult.Kind.AccountClosed => EventOutcome.Processed("the member has left; there is nothing to take back"),
            ReversalResult.Kind.CurrencyDiffers => EventOutcome.Parked("the refund is in another currency than the purchase"),
            _ => EventOutcome.Parked($"the refund was refused: {result.Outcome}"),
        };
    }

    /// <summary>A payment may settle a claim of missing points, and offers on the card that it was made with.</summary>
    private async Task<EventOutcome> PayAsync(CashReceiptPosted paid, EventOrigin origin, CancellationToken cancellation)
    {
        var kept = await evidence.KeepAsync(paid, origin, cancellation);
        return await cards.SettleAsync(paid, origin, cancellation) is { } settled ? EventOutcome.Of([settled, kept]) : kept;
    }

    /// <summary>Most invoices and payments never earned: what credits them waits for that, and that it never comes is no fault.</summary>
    private async Task<EventOutcome> CreditAsync(Refund refund, DateTimeOffset occurredAt, EventOrigin origin, CancellationToken cancellation)
    {
        var outcome = await ReverseAsync(refund.Receipt, refund, occurredAt, origin, cancellation);
        return outcome.WaitsFor is { } awaited
            ? outcome with { Reason = "what it credits has not earned", WaitsFor = awaited with { Lapses = true } }
            : outcome;
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

    private async Task<EventOutcome> UpdateAsync(CustomerUpdated updated, EventOrigin origin, CancellationToken cancellation)
    {
        if (await JoinAsync(updated, origin, cancellation) is { } refused)
        {
            return refused;
        }

        var (memberId, joins) = await FindAsync(updated, cancellation);
        if (memberId is null)
        {
            return EventOutcome.Processed($"nobody is enrolled with this {updated.Customer.Type}");
        }

        var operation = new Operation(origin.Marker, origin.Marker);
        // A sender whose clock runs ahead does not outdo what is told later.
        var told = updated.OccurredAt < origin.ReceivedAt ? updated.OccurredAt : origin.ReceivedAt;
        var source = new ConsentSource(origin.Partner, told) { DeliveryId = origin.DeliveryId };
        var result = await ChangeAsync();
        while (result.MovedTo is { } next)
        {
            memberId = next;
            result = await ChangeAsync();
        }

        return result.Outcome switch
        {
            ProfileResult.Kind.Changed or ProfileResult.Kind.Replayed => EventOutcome.Processed() with
            {
                Publications = await publications.OfAsync(memberId, operation.Key, cancellation) is { } publication ? [publication] : [],
                Released = await waiting.ReleaseAsync(result.Gained, cancellation),
            },
            ProfileResult.Kind.IdentityTaken => EventOutcome.Parked("the new e-mail or phone belongs to another member"),
            _ => EventOutcome.Processed("the member has left"),
        };

        Task<ProfileResult> ChangeAsync() => profiles.ChangeAsync(memberId, operation, Change, cancellation);

        MemberProfile Change(MemberProfile before)
        {
            var after = updated.Patch.ApplyTo(before, source);
            after = joins ? after.With(updated.Customer) : after;
            return updated.Record is { } record ? after.With(record, updated.Customer) : after;
        }
    }

    /// <summary>Makes one of the two members that one record turns out to be about; null when there are no two, or that is done.</summary>
    private async Task<EventOutcome?> JoinAsync(CustomerUpdated updated, EventOrigin origin, CancellationToken cancellation) =>
        updated.AlsoKnownAs is { } other
        && await identities.FindAsync(updated.Customer, cancellation) is { } one
        && await identities.FindAsync(other, cancellation) is { } second
        && one != second
            ? await join.JoinAsync(one, second, origin, cancellation)
            : null;

    private async Task<EventOutcome> WithdrawAsync(Engaged left, EventOrigin origin, CancellationToken cancellation)
    {
        await engagement.KeepAsync(left, origin, cancellation);
        return await UpdateAsync(left.ToWithdrawal(), origin, cancellation);
    }

    private async Task<EventOutcome> EraseAsync(ErasureRequested asked, EventOrigin origin, CancellationToken cancellation)
    {
        var memberId = await identities.FindAsync(asked.Member, cancellation);
        while (memberId is not null)
        {
            try
            {
                // Its commit is announced in the outbox, and published behind this.
                await erase.HandleAsync(new Caller(origin.Partner, origin.Partner, []), memberId, new Operation(origin.Marker, origin.Marker), cancellation);
                return EventOutcome.Processed("the member was erased");
            }
            catch (MemberMovedException moved)
            {
                memberId = moved.MovedTo;
            }
        }

        return EventOutcome.Processed($"nobody is enrolled with this {asked.Member.Type}");
    }

    /// <summary>Whose record it is; <c>Joins</c>: only the second identity was known, and the first is to be the member's too.</summary>
    private async Task<(string? MemberId, bool Joins)> FindAsync(CustomerUpdated updated, CancellationToken cancellation)
    {
        var known = await identities.FindAsync(updated.Customer, cancellation);
        return known is not null || updated.AlsoKnownAs is not { } other ? (known, false) : (await identities.FindAsync(other, cancellation), true);
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

    private async Task<EventOutcome> EnrolAsync(MemberEnrolled joined, EventOrigin origin, CancellationToken cancellation)
    {
        var operation = new Operation(origin.Marker, origin.Marker);
        var member = new NewMember(joined.Enrolment, origin.Partner, joined.OccurredAt, operation) { DeliveryId = origin.DeliveryId };
        var result = await enrol.EnrolAsync(member, cancellation);
        if (result.Outcome == EnrolResult.Kind.IdentityTaken)
        {
            return EventOutcome.Processed("one of the identities belongs to a member already");
        }

        var publication = await publications.OfAsync(member.MemberId, operation.Key, cancellation);
        return EventOutcome.Processed(result.Problem is { } problem ? $"enrolled without a referrer: who is named {problem}" : null) with
        {
            Publications = publication is null ? [] : [publication],
            Entries = [.. (publication?.Entries ?? []).Select(entry => new EntryRef(member.MemberId, entry.Sequence))],
            Released = await waiting.ReleaseAsync(joined.Enrolment.Identities, cancellation),
        };
    }
}
