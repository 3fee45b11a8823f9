namespace LoyaltyFunctions.Storage;

/// <summary>
/// What a proof goes through: the prefix of the tables that are rebuilt (null when nothing is), the days, and the entries of those that are
/// compacted; the others are counted as they are read.
/// </summary>
public sealed record ProofPlan(string? Into, IReadOnlyList<DateOnly> Days, long Entries);

/// <summary>Where two tellings of a history differ; without a number where it is no entry.</summary>
public sealed record Difference(string MemberId, long? Seq, string Expected, string Found);

/// <summary>What a shard of a proof has counted and found. It travels with the shard's messages, so that one that comes again counts once.</summary>
public sealed record ProofFindings
{
    /// <summary>More than these are counted, but not kept.</summary>
    public const int MaxKept = 20;

    public long Members { get; init; }

    public long Entries { get; init; }

    /// <summary>Sum of the balances of the accounts.</summary>
    public long Outstanding { get; init; }

    /// <summary>Sum of the points of the entries by kind.</summary>
    public IReadOnlyDictionary<string, long> Points { get; init; } = new Dictionary<string, long>();

    /// <summary>Open accounts by the tier that they hold.</summary>
    public IReadOnlyDictionary<string, long> Tiers { get; init; } = new Dictionary<string, long>();

    public long Differences { get; init; }

    public IReadOnlyList<Difference> First { get; init; } = [];

    /// <summary>Members that changed whenever they were looked at.</summary>
    public long Restless { get; init; }

    public ProofFindings With(IReadOnlyCollection<Difference> differences) => differences.Count == 0 ? this : this with
    {
        Differences = Differences + differences.Count,
        First = [.. First.Concat(differences).Take(MaxKept)],
    };

    public ProofFindings Plus(ProofFindings other) => new()
    {
        Members = Members + other.Members,
        Entries = Entries + other.Entries,
        Outstanding = Outstanding + other.Outstanding,
        Points = Sum(Points, other.Points),
        Tiers = Sum(Tiers, other.Tiers),
        Differences = Differences + other.Differences,
        First = [.. First.Concat(other.First).OrderBy(first => first.MemberId, StringComparer.Ordinal).ThenBy(first => first.Seq).Take(MaxKept)],
        Restless = Restless + other.Restless,
    };

    private static Dictionary<string, long> Sum(IReadOnlyDictionary<string, long> some, IReadOnlyDictionary<string, long> more) =>
        some.Concat(more).GroupBy(one => one.Key).ToDictionary(one => one.Key, one => one.Sum(count => count.Value));
}
