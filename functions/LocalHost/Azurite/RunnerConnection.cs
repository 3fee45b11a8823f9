using System.Net;
using System.Net.Sockets;

namespace LocalHost.Azurite;

/// <summary>A lease: an open connection to a runner, which keeps Azurite up while it is there. See runner.js for what is said on it.</summary>
internal sealed class RunnerConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;

    private RunnerConnection(Socket socket)
    {
        _socket = socket;
        _reader = new(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Null when nobody serves leases there.</summary>
    public static async Task<RunnerConnection?> OpenAsync(int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return new(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>The next word of the runner, or null when it is gone.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await _reader.ReadLineAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Gives the lease back; what the runner says next tells what comes of it.</summary>
    public void GiveBack()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The runner is gone already.
        }
    }

    public void Dispose() => _reader.Dispose();
}
