using System.Net;
using System.Net.Sockets;

namespace LoyaltyFunctions.Outbound.Http;

/// <summary>The call may not be made: its address is not public, or it would not be encrypted. Names the host, never the rest of the URL.</summary>
public sealed class AddressRefusedException(string host, string reason) : IOException($"{host} {reason}");

/// <summary>
/// Opens the connections of outgoing calls. The name is resolved here and what was checked is what is connected to, so that a name that
/// resolves anew (rebinding) gains nothing; one address that is not public refuses the host as a whole.
/// </summary>
public sealed class AddressGuard(AllowedHosts allowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var isEncrypted = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var addresses = await CheckAsync(context.DnsEndPoint.Host, isEncrypted, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The addresses that may be connected to; throws <see cref="AddressRefusedException"/> when there is none.</summary>
    public async Task<IPAddress[]> CheckAsync(string host, bool isEncrypted, CancellationToken cancellation)
    {
        var addresses = await resolve(host, cancellation);
        if (addresses.Length == 0)
        {
            throw new AddressRefusedException(host, "has no address");
        }

        if (allowed.Names(host) || addresses.All(allowed.Include))
        {
            return addresses;
        }

        if (!addresses.All(address => PublicAddresses.Include(address) || allowed.Include(address)))
        {
            throw new AddressRefusedException(host, "is not in the public internet, and Outbound__AllowedHosts does not name it");
        }

        return isEncrypted ? addresses : throw new AddressRefusedException(host, "would be called without encryption");
    }
}
