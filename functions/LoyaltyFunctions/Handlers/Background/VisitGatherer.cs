using Loyalty.Programmes;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>Where what partners sent can be read again.</summary>
public sealed record SentBefore(DeliveryArchive Archive, DeliveryReader Reader, Deliveries Deliveries);

/// <summary>
/// Reads visits of all kinds, and payments by card, out of the archive of deliveries, those that earned nothing too, and hands each to the range of its member. What
/// is older than the archive keeps deliveries is not there; visits that left an entry are then replayed from it.
/// </summary>
public sealed class VisitGatherer(SentBefore sent, IdentityClaims identities, Fences fences, SimulationParts parts, LedgerTables tables)
{
    /// <summary>What one message does: each costs some reads.</summary>
    private const int MaxLines = 1_000;

    private readonly IReadOnlyList<MemberRange> _ranges = SimulationTask.RangesOf(tables);

    public async Task<(SimulationMessage Next, bool IsEnd)> GatherAsync(SimulationMessage message, SimulationTask task, CancellationToken cancellation)
    {
        var (next, lines, found) = (message with { Piece = message.Piece + 1 }, 0, new List<ArchivedVisit>());
        foreach (var blob in (await sent.Archive.BlobsAsync(task.Span.From, task.Span.To, cancellation)).Where(blob => string.CompareOrdinal(blob, message.Blob) >= 0))
        {
            next = blob == next.Blob ? next : next with { Blob = blob, Line = 0 };
            await foreach (var line in sent.Archive.LinesAsync(blob, next.Line, cancellation))
            {
                next = next with { Line = next.Line + 1 };
                found.AddRange(await VisitsOfAsync(line, task, cancellation));
                if (++lines == MaxLines)
                {
                    await HandOutAsync(message, found, cancellation);
                    return (next, false);
                }
            }
        }

        await HandOutAsync(message, found, cancellation);
        return (next, true);
    }

    private async Task<IReadOnlyList<ArchivedVisit>> VisitsOfAsync(ReadOnlyMemory<byte> line, SimulationTask task, CancellationToken cancellation)
    {
        if (InboundMessage.TryParse(System.Text.Encoding.UTF8.GetString(line.Span)) is not { } message || message.ReceivedAt < task.Span.From || message.ReceivedAt >= task.Span.To)
        {
            return [];
        }

        var parsed = await sent.Reader.ReadAsync(message, cancellation);
        var visits = new List<(Visit Visit, EventOrigin Origin)>();
        for (var index = 0; index < parsed.Events.Count; index++)
        {
            visits.AddRange(await VisitsOfAsync(parsed.Events[index], new EventOrigin(message.Id, message.Partner, message.ReceivedAt, index), task.Current, cancellation));
        }

        // What became of it tells whose it was then, and what could not be.
        var record = visits.Count == 0 ? null : await sent.Deliveries.FindAsync(message.Id, cancellation);
        if (record is not { Status: DeliveryStatus.Processed } || (parsed.Events.Count == 1 && record.Reason == SpeedCheck.TooFar))
        {
            return [];
        }

        var owner = parsed.Events.Count == 1 && record.Entries.Count > 0 ? record.Entries[0].MemberId : null;
        var found = new List<ArchivedVisit>();
        foreach (var (visit, origin) in visits)
        {
            if ((owner ?? await identities.FindAsync(visit.Member, cancellation)) is { } memberId)
            {
                found.Add(Of(visit, origin, memberId));
            }
        }

        return found;
    }

    /// <summary>As <see cref="InboundEvents"/> takes them.</summary>
    private async Task<IEnumerable<(Visit, EventOrigin)>> VisitsOfAsync(InboundEvent inbound, EventOrigin origin, Programme current, CancellationToken cancellation) => inbound switch
    {
        CheckedIn checkIn => [(Visit.Of(checkIn), origin)],
        MemberSignal signal => [(Visit.Of(signal), origin)],
        GeofenceCrossed { Crossing: not Crossing.Exited } crossed => [(Visit.Of(crossed), origin)],
        Engaged { Engagement: not (Engagement.Sent or Engagement.Unsubscribed) } engaged => [EngagementHandler.VisitOf(engaged, origin)],
        CashReceiptPosted paid => CardPaymentHandler.VisitOf(paid, origin, current) is { } payment ? [(payment, origin)] : [],
        PositionReported position => (await fences.OfAsync(origin.Partner, cancellation))
            .Where(fence => fence.Area.Contains(position.Point))
            .Select(fence => FenceHandler.VisitOf(position, fence, origin)),
        _ => [],
    };

    private static ArchivedVisit Of(Visit visit, EventOrigin origin, string memberId) =>
        new(Keys.Hash(memberId, visit.MarkerOf(origin)), memberId, origin.DeliveryId, origin.Partner, visit.On, visit.OccurredAt, origin.ReceivedAt)
        {
            StoreId = visit.StoreId,
            GeofenceId = visit.GeofenceId,
            Channel = visit.Channel,
            CashReceiptId = visit.Payment?.Receipt.ReceiptId,
            Currency = visit.Payment?.Total.Currency.Code,
            Minor = visit.Payment?.Total.Minor ?? 0,
        };

    private async Task HandOutAsync(SimulationMessage message, List<ArchivedVisit> visits, CancellationToken cancellation)
    {
        foreach (var range in visits.GroupBy(visit => tables.RangeOf(visit.MemberId, _ranges)))
        {
            await parts.PutVisitsAsync(message.Simulation, range.Key, message.Piece, [.. range], cancellation);
        }
    }
}
