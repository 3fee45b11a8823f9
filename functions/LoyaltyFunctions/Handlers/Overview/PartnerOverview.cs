using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Overview;

/// <summary>The partners of the settings, how they have done in the last 30 days, and how old their secrets are.</summary>
public sealed class PartnerOverview(PartnerBook partners, Figures figures, SecretAges ages, TimeProvider clock)
{
    private const int Days = 30;

    public async Task<PartnerPage> ListAsync(CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var counts = (await figures.ReadAsync(today.AddDays(-Days), today, cancellation)).Values.SelectMany(day => day).ToLookup(count => count.Key, count => count.Value);
        var all = partners.All.Select(known => known.Partner).OrderBy(partner => partner.Id, StringComparer.Ordinal).ToList();
        var since = await KnowSecretsAsync(cancellation);
        return new PartnerPage([.. all.Select(partner => View(partner, counts, since))]);
    }

    /// <summary>Since when each secret is known; asked at the start too, so that a secret is as old as its first use here.</summary>
    public Task<IReadOnlyDictionary<(string Partner, string Secret), DateTimeOffset>> KnowSecretsAsync(CancellationToken cancellation) => ages.KnowAsync(
        [.. partners.All.SelectMany(known => known.Partner.Secrets.Select(secret => (known.Partner.Id, secret))).Distinct()],
        cancellation);

    private static PartnerView View(Partner partner, ILookup<string, long> counts, IReadOnlyDictionary<(string, string), DateTimeOffset> since)
    {
        var last = counts[FigureNames.LastDelivery(partner.Id)].DefaultIfEmpty().Max();
        return new PartnerView(
            partner.Id,
            partner.Kind,
            partner.Format,
            $"/api/webhooks/{partner.Kind}/{partner.Id}",
            [.. partner.Secrets.Select((secret, index) => new SecretView($"Partners__{partner.Id}__Secrets__{index}", since[(partner.Id, secret)]))],
            last == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(last),
            Sum(DeliveryStatus.Processed),
            Sum(DeliveryStatus.Waiting),
            Sum(DeliveryStatus.Parked));

        long Sum(DeliveryStatus status) => counts[FigureNames.Delivery(partner.Id, status)].Sum();
    }
}
