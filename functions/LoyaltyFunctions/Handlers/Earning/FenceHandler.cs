using Loyalty.Programmes;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>Keeps the fences of a partner, and tests the positions that it reports against them: each fence that a member is in counts as a
/// visit of its own.</summary>
public sealed class FenceHandler(Fences fences, VisitHandler visits)
{
    public async Task<EventOutcome> KeepAsync(FenceSet set, EventOrigin origin, CancellationToken cancellation)
    {
        await fences.PutAsync(origin.Partner, set.Fence, cancellation);
        return EventOutcome.Processed();
    }

    public async Task<EventOutcome> RemoveAsync(FenceRemoved gone, EventOrigin origin, CancellationToken cancellation)
    {
        await fences.RemoveAsync(origin.Partner, gone.FenceId, cancellation);
        return EventOutcome.Processed();
    }

    public async Task<EventOutcome> KeepOnlyAsync(FencesListed listed, EventOrigin origin, CancellationToken cancellation)
    {
        await fences.KeepOnlyAsync(origin.Partner, listed.Prefix, listed.FenceIds, listed.OccurredAt, cancellation);
        return EventOutcome.Processed();
    }

    public async Task<EventOutcome> LocateAsync(PositionReported position, EventOrigin origin, CancellationToken cancellation)
    {
        var around = (await fences.OfAsync(origin.Partner, cancellation)).Where(fence => fence.Area.Contains(position.Point)).ToList();
        if (around.Count == 0)
        {
            return EventOutcome.Processed("the position is in no geofence");
        }

        var outcomes = new List<EventOutcome>(around.Count);
        foreach (var fence in around)
        {
            var (visit, part) = VisitOf(position, fence, origin);
            outcomes.Add(await visits.HandleAsync(visit, part, cancellation));
        }

        return EventOutcome.Processed(outcomes.Select(outcome => outcome.Reason).FirstOrDefault(reason => reason is not null)) with
        {
            Entries = [.. outcomes.SelectMany(outcome => outcome.Entries)],
            Publications = [.. outcomes.SelectMany(outcome => outcome.Publications)],
        };
    }

    /// <summary>What a position within a fence counts as.</summary>
    public static (Visit Visit, EventOrigin Origin) VisitOf(PositionReported position, PlacedFence fence, EventOrigin origin) => (
        new Visit(Occasions.Geofence, position.OccurredAt, position.Member, fence.StoreId, fence.Id) { Point = position.Point },
        origin with { Part = fence.Id });
}
