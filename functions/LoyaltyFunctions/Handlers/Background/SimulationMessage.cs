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
