using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using LocalHost.Hosting;
using LoyaltyFunctions.Storage;
using Testing;

namespace Benchmarks.Processes;

/// <summary>An Azurite, the hub on it, and a client of the hub that keeps its connections.</summary>
internal sealed class Stand : IAsyncDisposable
{
    public const string Partner = "acme";
    public const string PartnerSecret = "whsec_YmVuY2htYXJrLXNlY3JldC1vZi10aGUtdGlsbHM=";

    private const string Key = "benchmark-key";
    private const string NoLimit = "1000000";

    private readonly Azurite _azurite;
    private readonly DirectoryInfo _folder;
    private readonly string _hubFolder;

    private Stand(Azurite azurite, DirectoryInfo folder, string hubFolder)
    {
        _azurite = azurite;
        _folder = folder;
        _hubFolder = hubFolder;
        Tables = new TableServiceClient(azurite.ConnectionString);
        Ledger = new LedgerTables(Ledgers.Of(azurite.ConnectionString).Select(account => new TableServiceClient(account)));
    }

    public TableServiceClient Tables { get; }

    /// <summary>The tables of the ledger accounts that the hub of this stand was given.</summary>
    public LedgerTables Ledger { get; }

    public string ConnectionString => _azurite.ConnectionString;

    public ProcessMeter? AzuriteMeter { get; private set; }

    public Hub Hub { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <param name="hubFolder">The build of the hub to measure.</param>
    public static async Task<Stand> StartAsync(string hubFolder)
    {
        var folder = Directory.CreateTempSubdirectory("benchmarks-");
        var azurite = await Azurite.StartAsync();
        var stand = new Stand(azurite, folder, hubFolder)
        {
            AzuriteMeter = await AzuriteProcess.FindAsync(azurite.ConnectionString),
        };
        await stand.RestartAsync();
        return stand;
    }

    /// <summary>Ends the hub and starts it on the Azurite that runs, by way of another address where one is given.</summary>
    public async Task RestartAsync(string? connectionString = null)
    {
        Hub?.Dispose();
        Client?.Dispose();
        (Hub, Client) = await StartHubAsync(WriteSettings(connectionString ?? ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Hub.Dispose();
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<(Hub Hub, HttpClient Client)> StartHubAsync(string settings)
    {
        var hub = await Hub.StartAsync(_hubFolder, Azurite.FreePorts(1)[0], settings, Path.Combine(_folder.FullName, "azurite"));
        var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseCookies = false }) { BaseAddress = hub.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return (hub, client);
    }

    private string WriteSettings(string connectionString)
    {
        var values = SettingsFile.Read(Path.Combine(Solution(), "local.settings.sample.json"))
            .Where(x => !x.Key.StartsWith("Clients:", StringComparison.Ordinal) && !x.Key.StartsWith("Partners:", StringComparison.Ordinal))
            .ToDictionary(x => x.Key.Replace(":", "__", StringComparison.Ordinal), x => x.Value);
        values["AzureWebJobsStorage"] = connectionString;
        values["RateLimit__PerSecond"] = values["RateLimit__Burst"] = NoLimit;
        values["Clients__till__KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        values["Clients__till__Scopes"] = "enrol,read,earn,operate";
        values["Clients__till__Partner"] = Partner;
        foreach (var (number, account) in Ledgers.Of(connectionString).Index())
        {
            values[$"Ledger__Accounts__{number}"] = account;
        }

        values[$"Partners__{Partner}__Kind"] = "pos";
        values[$"Partners__{Partner}__Format"] = "StandardWebhooks";
        values[$"Partners__{Partner}__Secrets__0"] = PartnerSecret;
        var file = Path.Combine(_folder.FullName, "settings.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new { IsEncrypted = false, Values = values }));
        return file;
    }

    private static string Solution() => Places.Find(new LaunchOptions()).Solution;
}
