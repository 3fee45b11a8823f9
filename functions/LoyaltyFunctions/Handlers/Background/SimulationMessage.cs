using System.Text.Json;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// One piece of a simulation's shard. It says how far the shard has come and what it has counted, so that a message that comes again repeats
/// its own piece and nothing else.
/// </summary>
public sealed record SimulationMessage(string Simulation, int Shard, MemberRange Range)
{
    /// <summary>One of the steps of <see cref="SimulationTask"/>.</summary>
    public string Step { get; init; } = SimulationTask.Replay;

    /// <summary>Of those that hand something on: how many pieces came before.</summary>
    public int Piece { get; init; }

    /// <summary>The blob of deliveries that is being read, and how many of its lines have been.</summary>
    public string Blob { get; init; } = "";

    public long Line { get; init; }

    /// <summary>The last member who has been replayed.</summary>
    public string After { get; init; } = "";

    public SimulationTallies Tallies { get; init; } = SimulationTallies.None;

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Default.SimulationMessage);

    /// <summary>Null for a message of another kind.</summary>
    public static SimulationMessage? TryParse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("simulation", out _) ? document.Deserialize(ApiJson.Default.SimulationMessage) : null;
    }
}
