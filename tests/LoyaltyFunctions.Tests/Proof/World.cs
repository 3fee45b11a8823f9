using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Testing.Blobs;
using Testing.InProcess;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// What outlives a process of the hub: stores, queues, topic and clock. Processes come and go; whatever they do runs on one thread in an
/// order that does not change from run to run.
/// </summary>
internal sealed class World
{
    public const string Key = "operator-key";
    public const string Secret = "whsec_c2VjcmV0LW9mLXRoZS10aWxscw==";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 50, 0, TimeSpan.Zero);

    private readonly IConfiguration _settings;

    public World(string programme = "program.json", IReadOnlyDictionary<string, string?>? settings = null, int seed = 0)
    {
        Chance = new Random(seed);
        Tables = new TableService(Clock);
        Pump = new Pump(Clock);
        IsSubscribed = settings?.Keys.Any(name => name.StartsWith("Subscribers", StringComparison.Ordinal)) ?? false;
        _settings = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings(programme))
            .AddInMemoryCollection(settings ?? new Dictionary<string, string?>())
            .Build();
    }

    public ManualClock Clock { get; } = new(Start);

    /// <summary>What processes leave to chance, in the order of the seed.</summary>
    public Random Chance { get; }

    public TableService Tables { get; }

    public BlobService Blobs { get; } = new();

    public EventInbox Events { get; } = new();

    /// <summary>There is somebody who is to be told of all that happens to points.</summary>
    public bool IsSubscribed { get; }

    /// <summary>The systems that the hub calls.</summary>
    public Receiver Receiver { get; } = new();

    public Pump Pump { get; }

    public MessageQueue Inbound { get; } = new();

    public MessageQueue Shards { get; } = new();

    public MessageQueue Files { get; } = new();

    /// <summary>A process that has started: tables, containers and the programme are there.</summary>
    public HubProcess NewProcess()
    {
        var process = new HubProcess(this, _settings);
        process.Run(async () =>
        {
            await process.PrepareAsync();
            return true;
        });
        return process;
    }

    /// <summary>The connections of one more process.</summary>
    public Wire NewWire() => new() { OnWritten = (table, partition) => OnWritten?.Invoke(table, partition) };

    /// <summary>Hears of every partition that a process has written.</summary>
    public Action<string, string>? OnWritten { get; set; }

    /// <summary>A process that is about to start.</summary>
    public HubProcess Unprepared() => new(this, _settings);

    /// <summary>Writes a row as no hub may: what only a fault or an intruder leaves.</summary>
    public void Forge(TableRow row)
    {
        var entity = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in row.Properties)
        {
            entity[name] = value;
        }

        Table(row.Table).UpsertEntity(entity, TableUpdateMode.Replace);
    }

    public void Remove(TableRow row) => Table(row.Table).DeleteEntity(row.PartitionKey, row.RowKey, ETag.All);

    private TableClient Table(string name) =>
        new TableServiceClient(TableService.ConnectionString, new TableClientOptions { Transport = Tables.Transport }).GetTableClient(name);

    private static Dictionary<string, string?> Settings(string programme) => new()
    {
        ["Program:Path"] = programme,
        ["RateLimit:PerSecond"] = "1000000",
        ["RateLimit:Burst"] = "1000000",
        ["Outbound:PerSecond"] = "1000000",
        ["Clients:operator:KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
        ["Clients:operator:Scopes"] = "enrol,read,earn,redeem,adjust,erase,operate",
        ["Clients:operator:Partner"] = "acme",
        ["Partners:acme:Kind"] = "pos",
        ["Partners:acme:Format"] = "StandardWebhooks",
        ["Partners:acme:Secrets:0"] = Secret,
        ["Partners:other:Kind"] = "pos",
        ["Partners:other:Format"] = "StandardWebhooks",
        ["Partners:other:Secrets:0"] = Secret,
    };
}
