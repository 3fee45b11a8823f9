using System.Text.Json;
using Loyalty.Accounts;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>Starts a scheduled run: finds the partitions of the index that have come due and hands each to the queue.</summary>
public sealed class RunHandler(Due due, Runs runs, RunCompletion completion, TimeProvider clock)
{
    public const string Expire = "expire";
    public const string Lapse = "lapse";
    public const string Release = "release";
    public const string Tiers = "tiers";
    public const string Expiring = "expiring";
    public const string Journeys = "journeys";
    public const string Birthdays = "birthdays";

    /// <summary>Returns a message a shard. A run that finds nothing is recorded all the same, unless <paramref name="quiet"/>.</summary>
    public async Task<string[]> StartAsync(DueKind kind, string name, bool quiet, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var shards = await due.ShardsAsync(kind, now, cancellation);
        return shards.Count == 0 && quiet ? [] : Texts(await StartAsync(kind, Runs.NewId(name, now), name, shards, cancellation));
    }

    /// <summary>The same under an id that was given to the run before.</summary>
    public async Task<string[]> StartAsync(DueKind kind, string name, string id, CancellationToken cancellation) =>
        Texts(await StartAsync(kind, id, name, await due.ShardsAsync(kind, clock.GetUtcNow(), cancellation), cancellation));

    /// <summary>Journeys by the calendar, and birthdays.</summary>
    public async Task<string[]> StartJourneysAsync(CancellationToken cancellation) =>
    [
        .. await StartAsync(DueKind.Journey, Journeys, quiet: true, cancellation),
        .. await StartAsync(DueKind.Birthday, Birthdays, quiet: true, cancellation),
    ];

    /// <summary>Goes through everybody whose points may expire soon. Nothing of theirs changes.</summary>
    public async Task<string[]> TellExpiringAsync(string? id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var shards = await due.ShardsAsync(DueKind.Expiry, now + ExpiryReminder.Ahead, cancellation);
        var messages = await StartAsync(DueKind.Expiry, id ?? Runs.NewId(Expiring, now), Expiring, shards, cancellation);
        return Texts(messages.Select(shard => shard with { TellsOnly = true }));
    }

    private static string[] Texts(IEnumerable<ShardMessage> messages) => [.. messages.Select(message => message.ToJson())];

    private async Task<IReadOnlyList<ShardMessage>> StartAsync(DueKind kind, string id, string name, IReadOnlyList<DueShard> shards, CancellationToken cancellation)
    {
        using var span = Traces.StartRun(name);
        var now = clock.GetUtcNow();
        var run = new Run(id, name, now, shards.Count);
        await runs.StartAsync(run, cancellation);
        Measures.ShardsStarted(kind.ToString(), shards.Count);
        if (shards.Count == 0)
        {
            await completion.TellAsync(run.Id, cancellation);
        }

        return [.. shards.Select((shard, index) => new ShardMessage(run.Id, kind, index, shard.Account, shard.Partition, now) { TraceParent = Traces.Parent })];
    }
}

/// <summary>One partition of the index to work on.</summary>
public sealed record ShardMessage(string Run, DueKind Kind, int Shard, int Account, string Partition, DateTimeOffset At)
{
    /// <summary>The span that started the run, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Says what is about to fall due instead of doing it.</summary>
    public bool TellsOnly { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Default.ShardMessage);

    public static ShardMessage Parse(string json) =>
        JsonSerializer.Deserialize(json, ApiJson.Default.ShardMessage) ?? throw new JsonException("A shard message is an object.");
}
