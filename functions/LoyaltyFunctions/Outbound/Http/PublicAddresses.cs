using System.Net;
using System.Net.Sockets;

namespace LoyaltyFunctions.Outbound.Http;

/// <summary>
/// Tells addresses of the public internet from all others: private, loopback, link-local, shared (CGNAT), metadata and reserved ones, in
/// either family and whatever way they are written. From IANA's registries of special-purpose addresses (RFC 6890).
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IReadOnlyList<IPNetwork> Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // The platform's own endpoint inside every machine of Azure.
            "168.63.129.16/32",
            // Tunnels carry an address of the other family within: Teredo and its neighbours, 6to4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Include(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || Global6.Contains(plain)) && !Special.Any(network => network.Contains(plain));
    }
}
