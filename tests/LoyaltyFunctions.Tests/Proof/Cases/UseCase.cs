namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>A story in two parts: what is so, and what happens then. The second part is what faults strike.</summary>
internal sealed record UseCase(string Name, Action<Stage> Given, Action<Stage> When)
{
    public string Programme { get; init; } = "program.json";

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
