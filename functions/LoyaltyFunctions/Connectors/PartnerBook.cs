using System.Collections.Frozen;
using System.Security.Cryptography;
using Loyalty;
using Loyalty.Earning;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Connectors;

/// <summary>A partner with the connector of its format.</summary>
public sealed record KnownPartner(Partner Partner, IConnector Connector);

/// <summary>The partners of the settings, by lower-case id.</summary>
public sealed class PartnerBook(IOptions<Dictionary<string, PartnerOptions>> options, IOptions<EventGridOptions> topics)
{
    private readonly FrozenDictionary<string, KnownPartner> _partners = options.Value
        .Select(entry => entry.Value.ToPartner(entry.Key, topics.Value.Sources))
        .ToFrozenDictionary(partner => partner.Id, Know);

    /// <summary>
    /// Stands in for a partner that does not exist, so that its deliveries take the same steps before they are refused. Nobody holds
    /// its secret: it is made anew by each process.
    /// </summary>
    public KnownPartner Decoy { get; } = Know(new Partner
    {
        Id = "unknown",
        Kind = "",
        Format = "StandardWebhooks",
        Secrets = ["whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))],
    });

    /// <summary>Whoever sent something through the API, as if it had come in the hub's own format. It never verifies: it has no secret.</summary>
    public static KnownPartner Own(string id) => Know(new Partner { Id = id, Kind = "", Format = "StandardWebhooks", Secrets = [] });

    public IReadOnlyCollection<KnownPartner> All => _partners.Values;

    /// <summary>The partners of a format, by their ids.</summary>
    public IReadOnlyList<KnownPartner> OfFormat(string format) =>
        [.. _partners.Values.Where(known => known.Partner.Format == format).OrderBy(known => known.Partner.Id, StringComparer.Ordinal)];

    /// <summary>What a partner may give; nothing is capped of one that the settings do not name.</summary>
    public PartnerCap CapOf(string id) => Find(id)?.Partner is { } partner
        ? new PartnerCap(partner.PointsPerReceipt is { } atOnce ? new Points(atOnce) : null, partner.PointsPerDay is { } day ? new Points(day) : null)
        : PartnerCap.None;

    public KnownPartner? Find(string id) => _partners.GetValueOrDefault(id.ToLowerInvariant());

    private static KnownPartner Know(Partner partner) => ConnectorCatalogue.TryGet(partner.Format, out var connector)
        ? new KnownPartner(partner, connector)
        : throw new InvalidOperationException($"Partner {partner.Id} has the unknown format {partner.Format}.");
}
