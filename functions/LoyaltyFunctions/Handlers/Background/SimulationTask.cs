using Loyalty.Programmes;
using Loyalty.Simulations;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// A simulation as its plan means it, and its shards: first the ranges that are replayed; after them, where either programme has budgets, the
/// same ranges once more to find out what those are asked for; and last, where either asks for visits, the one that reads the archive.
/// </summary>
public sealed record SimulationTask(Programme Current, Programme Candidate, SimulationSpan Span, int Ranges)
{
    public const string Gather = "gather";
    public const string Wish = "wish";
    public const string Replay = "replay";

    private static readonly string[] Visits = [Occasions.CheckIn, Occasions.Geofence, Occasions.Engagement, Occasions.Survey, Occasions.CardPayment];

    public bool NeedsProfile => MemberFactsReader.NeedsProfile(Current) || MemberFactsReader.NeedsProfile(Candidate);

    public bool HasBudgets => Current.Budgets.Count > 0 || Candidate.Budgets.Count > 0;

    public bool HasVisits => AsksVisits(Current) || AsksVisits(Candidate);

    public int Shards => (Ranges * (HasBudgets ? 2 : 1)) + (HasVisits ? 1 : 0);

    public string First => HasVisits ? Gather : HasBudgets ? Wish : Replay;

    public static async Task<SimulationTask> OfAsync(SimulationPlan plan, LedgerTables tables, ProgrammeBook programmes, CancellationToken cancellation)
    {
        var current = await programmes.VersionAsync(plan.CurrentVersion, cancellation);
        var candidate = SimulationRequest.Candidate(plan.Candidate)
            ?? throw new InvalidOperationException($"The candidate of {plan.Run} cannot be read any more.");
        var span = new SimulationSpan(current.StartOfDay(plan.From), current.StartOfDay(plan.To.AddDays(1)));
        return new SimulationTask(current, candidate, span, RangesOf(tables).Count);
    }

    public static IReadOnlyList<MemberRange> RangesOf(LedgerTables tables) => MemberRange.Of(tables.Each(Names.Tables.Accounts).Count);

    /// <summary>The step that comes after; null after the last.</summary>
    public string? After(string step) => step == Replay ? null : step == Gather && HasBudgets ? Wish : Replay;

    /// <summary>The shards of a step, by their numbers.</summary>
    public IEnumerable<int> ShardsOf(string step) => step switch
    {
        Gather => [Shards - 1],
        Wish => Enumerable.Range(Ranges, Ranges),
        _ => Enumerable.Range(0, Ranges),
    };

    public IEnumerable<SimulationMessage> MessagesOf(string step, string run, IReadOnlyList<MemberRange> ranges) =>
        ShardsOf(step).Select((shard, index) => new SimulationMessage(run, shard, ranges[step == Gather ? 0 : index]) { Step = step });

    private static bool AsksVisits(Programme programme) => programme.Earn.Select(rule => rule.On)
        .Concat(programme.Journeys.Select(journey => journey.On))
        .Concat(programme.Goals.Select(goal => goal.On))
        .Any(on => Visits.Contains(on) || on.StartsWith(Occasions.EventPrefix, StringComparison.Ordinal));
}
