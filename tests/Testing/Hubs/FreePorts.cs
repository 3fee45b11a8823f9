using System.Net;
using System.Net.Sockets;

namespace Testing.Hubs;

/// <summary>Ports of this machine that nobody listens on.</summary>
internal static class FreePorts
{
    // Below the range that outgoing connections take theirs from, so that a port is still free when a hub comes back to it.
    private const int Lowest = 15_000;
    private const int Highest = 32_000;
    private const int MaxTries = 1_000;

    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        for (var tries = 0; ports.Count < count && tries < MaxTries; tries++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
                ports.Add(port);
        }

        return ports.Count == count ? [.. ports] : throw new InvalidOperationException($"There are no {count} free ports.");
    }

    private static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
