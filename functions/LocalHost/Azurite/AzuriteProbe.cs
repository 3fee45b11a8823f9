using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LocalHost.Azurite;

internal enum Answer
{
    Nothing,
    Azurite,
    SomethingElse,
}

/// <summary>Asks a port who listens there. Written on a bare socket: the start waits for it, and an HTTP client takes longer to load.</summary>
internal static class AzuriteProbe
{
    private const int EnoughBytes = 2048;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();

    public static async Task<Answer> AskAsync(int port, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            await socket.SendAsync(Request, patience.Token);
            return (await ReadAsync(socket, patience.Token)).Contains("Server: Azurite", StringComparison.OrdinalIgnoreCase)
                ? Answer.Azurite
                : Answer.SomethingElse;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return Answer.Nothing;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Answer.SomethingElse;
        }
    }

    private static async Task<string> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new byte[EnoughBytes];
        var length = 0;
        while (length < buffer.Length && await socket.ReceiveAsync(buffer.AsMemory(length), cancellation) is > 0 and var read)
            length += read;
        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
