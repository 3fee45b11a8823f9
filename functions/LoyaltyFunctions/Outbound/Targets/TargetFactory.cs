using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Vendors;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Outbound.Targets;

/// <summary>Makes the targets of the settings.</summary>
public sealed class TargetFactory(
    IOptions<Dictionary<string, SubscriberOptions>> subscribers,
    IOptions<Dictionary<string, PartnerOptions>> partners,
    VendorParts vendors)
{
    /// <summary>All that events are queued for.</summary>
    public IEnumerable<ITarget> Subscribed()
    {
        foreach (var (id, options) in subscribers.Value)
        {
            yield return new SubscriberTarget(id, options, vendors.Clients, vendors.Clock);
        }

        foreach (var (id, options) in partners.Value)
        {
            var partner = options.ToPartner(id);
            if (VendorCatalogue.Of(partner) is { } vendor)
            {
                yield return new VendorTarget(partner, vendor, vendors);
            }
        }
    }
}
