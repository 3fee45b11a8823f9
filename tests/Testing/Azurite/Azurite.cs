using System.Net;
using System.Net.Sockets;
using LocalHost.Azurite;

namespace Testing;

/// <summary>An Azurite of one's own, on free ports and in a folder that goes with it. Suites share one: it starts in about a second.</summary>
public sealed class Azurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string _folder;
    private AzuriteLease? _lease;

    private Azurite(string connectionString, string folder)
    {
        ConnectionString = connectionString;
        _folder = folder;
    }

    public string ConnectionString { get; }

    public static async Task<Azurite> StartAsync(CancellationToken cancellation = default)
    {
        var folder = Directory.CreateTempSubdirectory("azurite-").FullName;
        var azurite = new Azurite(OnFreePorts(), folder);
        azurite._lease = await AzuriteLease.TakeAsync(azurite.ConnectionString, folder, cancellation);
        return azurite;
    }

    /// <summary>A connection string to ports that nobody listens on yet.</summary>
    public static string OnFreePorts()
    {
        var ports = FreePorts(3);
        return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{ports[0]}/{Account};"
            + $"QueueEndpoint=http://127.0.0.1:{ports[1]}/{Account};"
            + $"TableEndpoint=http://127.0.0.1:{ports[2]}/{Account};";
    }

    public static int[] FreePorts(int count)
    {
        var probes = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        probes.ForEach(x => x.Start());
        var ports = probes.Select(x => ((IPEndPoint)x.LocalEndpoint).Port).ToArray();
        probes.ForEach(x => x.Dispose());
        return ports;
    }

    public async ValueTask DisposeAsync()
    {
        if (_lease is not null)
        {
            await _lease.ReleaseAsync();
            _lease.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
