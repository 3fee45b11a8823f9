using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LocalHost.Tests.Tables;

/// <summary>Azurite's table service on a free port, in memory, for as long as a test collection runs.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const string Version = "3.37.0";
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly int _port = FreePort();
    private Process? _azurite;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{_port}/{Account};";

    public async Task InitializeAsync()
    {
        var folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "loyalty-functions", $"azurite-{Version}");
        var main = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "table", "main.js");
        if (!File.Exists(main))
        {
            Directory.CreateDirectory(folder);
            await Run("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, $"azurite@{Version}"]);
        }

        _azurite = Start("node", [main, "--tablePort", $"{_port}", "--inMemoryPersistence", "--silent", "--disableTelemetry"]);
        await UntilItListens();
    }

    public Task DisposeAsync()
    {
        _azurite?.Kill();
        _azurite?.Dispose();
        return Task.CompletedTask;
    }

    private static async Task Run(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task UntilItListens()
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < StartLimit; await Task.Delay(50))
        {
            Assert.False(_azurite!.HasExited, "Azurite did not stay up.");
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException("Azurite did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
