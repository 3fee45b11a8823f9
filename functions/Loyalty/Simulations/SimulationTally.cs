namespace Loyalty.Simulations;

/// <summary>What a programme would have given to the members replayed so far. Sums, so that parts of a simulation add up.</summary>
public sealed record SimulationTally
{
    public long Members { get; init; }

    public long Purchases { get; init; }

    /// <summary>Visits that the archive of deliveries told of.</summary>
    public long Visits { get; init; }

    /// <summary>Purchases and refunds that the programme refuses, for want of a rate or because points leave their range.</summary>
    public long Refused { get; init; }

    /// <summary>Granted or made pending.</summary>
    public long Issued { get; init; }

    public long Reversed { get; init; }

    public long Redeemed { get; init; }

    public long Expired { get; init; }

    /// <summary>Balances and pending points at the end.</summary>
    public long Outstanding { get; init; }

    public long Raised { get; init; }

    public long Lowered { get; init; }

    /// <summary>Points issued by rule.</summary>
    public IReadOnlyDictionary<string, long> Rules { get; init; } = new Dictionary<string, long>();

    /// <summary>Members by the tier held at the end.</summary>
    public IReadOnlyDictionary<string, long> Tiers { get; init; } = new Dictionary<string, long>();

    public SimulationTally Plus(SimulationTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new SimulationTally
        {
            Members = Members + other.Members,
            Purchases = Purchases + other.Purchases,
            Visits = Visits + other.Visits,
            Refused = Refused + other.Refused,
            Issued = Issued + other.Issued,
            Reversed = Reversed + other.Reversed,
            Redeemed = Redeemed + other.Redeemed,
            Expired = Expired + other.Expired,
            Outstanding = Outstanding + other.Outstanding,
            Raised = Raised + other.Raised,
            Lowered = Lowered + other.Lowered,
            Rules = Sum(Rules, other.Rules),
            Tiers = Sum(Tiers, other.Tiers),
        };
    }

    private static Dictionary<string, long> Sum(IReadOnlyDictionary<string, long> one, IReadOnlyDictionary<string, long> other) =>
        one.Concat(other).GroupBy(part => part.Key, StringComparer.Ordinal).ToDictionary(part => part.Key, part => part.Sum(value => value.Value), StringComparer.Ordinal);
}
