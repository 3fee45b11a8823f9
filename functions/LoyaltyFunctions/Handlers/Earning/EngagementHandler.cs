using Loyalty.Programmes;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>
/// What somebody did with a message: kept by campaign, and a bonus where the programme gives one, once for each kind of thing done with a
/// campaign. To have been sent something is nothing done.
/// </summary>
public sealed class EngagementHandler(Campaigns campaigns, IdentityClaims identities, VisitHandler visits)
{
    public async Task<EventOutcome> HandleAsync(Engaged engaged, EventOrigin origin, CancellationToken cancellation)
    {
        await KeepAsync(engaged, origin, cancellation);
        if (engaged.Engagement == Engagement.Sent)
        {
            return EventOutcome.Processed();
        }

        var (visit, once) = VisitOf(engaged, origin);
        return await visits.HandleAsync(visit, once, cancellation);
    }

    /// <summary>What it counts as, and what makes it count once.</summary>
    public static (Visit Visit, EventOrigin Origin) VisitOf(Engaged engaged, EventOrigin origin)
    {
        var once = engaged.CampaignId is { } campaign ? Keys.Hash("engagement", origin.Partner, campaign, engaged.Engagement.ToString()) : null;
        return (new Visit(Occasions.Engagement, engaged.OccurredAt, engaged.Member, null, null) { Channel = engaged.Channel }, origin with { Once = once });
    }

    /// <summary>Keeps it with its campaign; nothing where there is none, or nobody has the identity.</summary>
    public async Task KeepAsync(Engaged engaged, EventOrigin origin, CancellationToken cancellation)
    {
        if (engaged.CampaignId is { } campaign && await identities.FindAsync(engaged.Member, cancellation) is { } memberId)
        {
            var at = engaged.OccurredAt < origin.ReceivedAt ? engaged.OccurredAt : origin.ReceivedAt;
            await campaigns.PutAsync(origin.Partner, campaign, memberId, engaged.Engagement, at, cancellation);
        }
    }
}
