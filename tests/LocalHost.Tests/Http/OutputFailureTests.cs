using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace LocalHost.Tests.Http;

[Collection(HostTests.Name)]
public sealed partial class OutputFailureTests(HostFixture host)
{
    [Fact]
    [Trait("Fault", "55")]
    public async Task An_output_that_cannot_be_stored_is_a_503_and_the_host_recovers_with_the_store()
    {
        var port = int.Parse(TablePort().Match(host.Storage).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        using var link = new BreakableLink(port);
        var storage = TablePort().Replace(OnlyTables().Replace(host.Storage, ""), $"TableEndpoint=http://127.0.0.1:{link.Port}");
        await using var app = await host.StartFreshAsync(("AzureWebJobsStorage", storage));
        await app.SendAsync("before");
        link.Cut();
        using (var refused = await app.Http.PostAsync("/api/send", new StringContent("lost")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("5", refused.Headers.GetValues("Retry-After").Single());
            Assert.Empty(await refused.Content.ReadAsByteArrayAsync());
        }

        link.Mend();
        await app.SendAsync("after");
        var journal = await app.UntilAsync(x => x.Contains("done after 1"));
        Assert.DoesNotContain("begin lost 1", journal);
    }

    [GeneratedRegex("TableEndpoint=http://127.0.0.1:([0-9]+)")]
    private static partial Regex TablePort();

    [GeneratedRegex("(Blob|Queue)Endpoint=[^;]*;")]
    private static partial Regex OnlyTables();

    /// <summary>Passes bytes on to a port until it is cut.</summary>
    private sealed class BreakableLink : IDisposable
    {
        private readonly int _target;
        private readonly List<Socket> _open = [];
        private TcpListener _listener;

        public BreakableLink(int target)
        {
            _target = target;
            _listener = new(IPAddress.Loopback, 0);
            Port = Listen();
        }

        public int Port { get; }

        public void Cut()
        {
            _listener.Stop();
            lock (_open)
                _open.ForEach(x => x.Dispose());
        }

        public void Mend()
        {
            _listener = new(IPAddress.Loopback, Port);
            Listen();
        }

        public void Dispose() => Cut();

        private int Listen()
        {
            _listener.Start();
            _ = AcceptAsync(_listener);
            return ((IPEndPoint)_listener.LocalEndpoint).Port;
        }

        private async Task AcceptAsync(TcpListener listener)
        {
            while (await TryAcceptAsync(listener) is { } near)
            {
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(IPAddress.Loopback, _target);
                lock (_open)
                    _open.AddRange([near, far]);
                _ = PassAsync(near, far);
                _ = PassAsync(far, near);
            }
        }

        private static async Task<Socket?> TryAcceptAsync(TcpListener listener)
        {
            try
            {
                return await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }

        private static async Task PassAsync(Socket from, Socket to)
        {
            try
            {
                await using var source = new NetworkStream(from);
                await using var target = new NetworkStream(to);
                await source.CopyToAsync(target);
                to.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
            {
                // Cut.
            }
        }
    }
}
