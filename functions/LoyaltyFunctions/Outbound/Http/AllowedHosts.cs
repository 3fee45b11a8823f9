using System.Net;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Outbound.Http;

/// <summary>Hosts that may be called although their address is none of the public internet: by name, by address or by network.</summary>
public sealed class AllowedHosts
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _networks = [];

    public AllowedHosts(IOptions<OutboundOptions> options)
    {
        foreach (var entry in options.Value.AllowedHosts)
        {
            if (TryNetwork(entry) is { } network)
            {
                _networks.Add(network);
            }
            else
            {
                _names.Add(entry);
            }
        }
    }

    public bool Names(string host) => _names.Contains(host);

    public bool Include(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Any(network => network.Contains(plain));
    }

    /// <summary>A host name, an address, or a network in CIDR notation.</summary>
    public static bool IsUsable(string entry) =>
        TryNetwork(entry) is not null || (!entry.Contains('/', StringComparison.Ordinal) && Uri.CheckHostName(entry) == UriHostNameType.Dns);

    private static IPNetwork? TryNetwork(string entry) =>
        IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
