using Loyalty.Earning;
using Loyalty.Places;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Esri;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>A visit beside the last one that earned: why it cannot be, or what it leaves behind.</summary>
/// <param name="Refusal">Why it earns nothing.</param>
/// <param name="After">The profile after it.</param>
/// <param name="ReadAt">How many commits the account had when the last visit was read.</param>
public sealed record Way(string? Refusal, MemberProfile? After, long ReadAt);

/// <summary>
/// Nobody is in two far places at once: a visit earns nothing that could only be made faster than an airliner flies. Where it was follows from
/// what the sender says, else from a fence of that id, or of the store, that a mapping system has told.
/// </summary>
public sealed class SpeedCheck(Ledger ledger, Fences fences, PartnerBook partners)
{
    /// <summary>What is said of a visit that cannot be.</summary>
    public const string TooFar = "the visit is too far from the last one for the time between them";

    /// <summary>Formats that tell fences.</summary>
    private static readonly string[] Maps = [GeoJsonConnector.Name, EsriConnector.Name];

    private const double MetresPerSecond = 1_000_000 / 3_600d;

    /// <summary>What positions are wrong by, and fences wide.</summary>
    private const double Tolerance = 5_000;

    /// <summary>Null for a visit of which nobody knows where it was.</summary>
    public async Task<Way?> LookAsync(string memberId, Visit visit, EventOrigin origin, CancellationToken cancellation)
    {
        if (await FindAsync(visit, origin, cancellation) is not { } here
            || await ledger.FindWithProfileAsync(memberId, cancellation) is not ({ } account, { } profile))
        {
            return null;
        }

        var at = visit.OccurredAt < origin.ReceivedAt ? visit.OccurredAt : origin.ReceivedAt;
        var (seconds, metres) = profile.LastVisit is { } last
            ? (Math.Abs((at - last.At).TotalSeconds), new GeoPoint(last.Longitude, last.Latitude).MetresTo(here))
            : (0, 0);
        return metres - Tolerance > seconds * MetresPerSecond
            ? new Way(TooFar, null, account.Commits)
            : new Way(null, profile with { LastVisit = new LastVisit(at, here.Longitude, here.Latitude) }, account.Commits);
    }

    /// <summary>What the partner who tells of a visit may give.</summary>
    public PartnerCap CapOf(EventOrigin origin) => partners.CapOf(origin.Partner);

    private async Task<GeoPoint?> FindAsync(Visit visit, EventOrigin origin, CancellationToken cancellation)
    {
        if (visit.Point is { } told)
        {
            return told;
        }

        if (visit is { StoreId: null, GeofenceId: null })
        {
            return null;
        }

        var own = partners.Find(origin.Partner)?.Partner;
        foreach (var partner in partners.All.Select(known => known.Partner).Where(partner => Maps.Contains(partner.Format)).OrderBy(partner => partner != own))
        {
            var known = await fences.OfAsync(partner.Id, cancellation);
            var fence = known.FirstOrDefault(fence => partner == own && fence.Id == visit.GeofenceId)
                ?? known.FirstOrDefault(fence => visit.StoreId is not null && fence.StoreId == visit.StoreId);
            if (fence is not null)
            {
                return fence.Area.Somewhere;
            }
        }

        return null;
    }
}
