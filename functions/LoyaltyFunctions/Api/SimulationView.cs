using Loyalty.Programmes;
using Loyalty.Simulations;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>Both programmes of a simulation and what they have come to.</summary>
public sealed record SimulationSides(Programme Current, Programme Candidate, SimulationTallies Tallies)
{
    /// <summary>Null while they are not worked out, and without budgets.</summary>
    public BudgetForecasts? Budgets { get; init; }
}

/// <summary>A simulation as it stands: how far it is, and what it has come to so far; final once it has finished.</summary>
public sealed record SimulationView(
    string Id,
    string Status,
    DateOnly From,
    DateOnly To,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    int Shards,
    int ShardsDone,
    SimulationReportView Report)
{
    public static SimulationView Of(RunState state, SimulationPlan plan, SimulationSides sides) => new(
        state.Run.Id,
        state.FinishedAt is null ? "running" : "finished",
        plan.From,
        plan.To,
        state.Run.StartedAt,
        state.FinishedAt,
        state.Run.Shards,
        state.ShardsDone,
        SimulationReportView.Of(sides));
}

/// <summary>What the same purchases, refunds, events and redemptions come to under both programmes; differences are candidate less current.</summary>
public sealed record SimulationReportView(
    long Members,
    long Purchases,
    long Visits,
    SimulationSideView Current,
    SimulationSideView Candidate,
    SimulationDifferenceView Difference)
{
    public static SimulationReportView Of(SimulationSides sides)
    {
        var (current, candidate) = (sides.Tallies.Current, sides.Tallies.Candidate);
        return new SimulationReportView(
            candidate.Members,
            candidate.Purchases,
            candidate.Visits,
            SimulationSideView.Of(sides.Current, current, sides.Budgets?.Current),
            SimulationSideView.Of(sides.Candidate, candidate, sides.Budgets?.Candidate),
            SimulationDifferenceView.Of(sides));
    }
}

/// <summary>One programme: points issued (by rule too), taken back, redeemed, expired and outstanding, what those are worth, and tiers.</summary>
public sealed record SimulationSideView(
    string Version,
    long Issued,
    long Reversed,
    long Redeemed,
    long Expired,
    long Outstanding,
    long Refused,
    IReadOnlyList<RuleView> Rules,
    IReadOnlyList<TierCountView> Tiers,
    long Raised,
    long Lowered)
{
    /// <summary>What the outstanding points are worth; missing where points are worth no money.</summary>
    public MoneyView? Liability { get; init; }

    /// <summary>Each budget of the programme; empty while they are not worked out.</summary>
    public IReadOnlyList<SimulatedBudgetView> Budgets { get; init; } = [];

    public static SimulationSideView Of(Programme programme, SimulationTally tally, BudgetForecast? budgets) => new(
        programme.Version,
        tally.Issued,
        tally.Reversed,
        tally.Redeemed,
        tally.Expired,
        tally.Outstanding,
        tally.Refused,
        [.. tally.Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => new RuleView(rule.Key, rule.Value))],
        [.. programme.Tiers.Levels.Select(level => new TierCountView(level.Id, tally.Tiers.GetValueOrDefault(level.Id)))],
        tally.Raised,
        tally.Lowered)
    {
        Liability = programme.Redemption?.ValueOf(new Loyalty.Points(tally.Outstanding)) is { } worth ? MoneyView.Of(worth) : null,
        Budgets = [.. (budgets?.Budgets ?? []).Select(budget => SimulatedBudgetView.Of(programme, budget))],
    };
}

/// <summary>A budget in a simulation: what was spent of it before the days, and by their end, and when it ended, if it did.</summary>
public sealed record SimulatedBudgetView(BudgetView Budget, long Before, DateTimeOffset? EndedAt)
{
    internal static SimulatedBudgetView Of(Programme programme, ForecastBudget budget) => new(
        BudgetView.Of(programme.Budgets.First(known => known.Key == budget.Key), budget.Spent), budget.Before, budget.End?.At);
}

/// <summary>A tier and how many members hold it at the end.</summary>
public sealed record TierCountView(string Id, long Members);

/// <summary>What the candidate would have changed.</summary>
public sealed record SimulationDifferenceView(long Issued, long Reversed, long Redeemed, long Expired, long Outstanding, long Raised, long Lowered)
{
    public MoneyView? Liability { get; init; }

    public static SimulationDifferenceView Of(SimulationSides sides)
    {
        var (current, candidate) = (sides.Tallies.Current, sides.Tallies.Candidate);
        return new SimulationDifferenceView(
            candidate.Issued - current.Issued,
            candidate.Reversed - current.Reversed,
            candidate.Redeemed - current.Redeemed,
            candidate.Expired - current.Expired,
            candidate.Outstanding - current.Outstanding,
            candidate.Raised - current.Raised,
            candidate.Lowered - current.Lowered)
        {
            Liability = Worth(sides),
        };
    }

    private static MoneyView? Worth(SimulationSides sides) =>
        sides.Current.Redemption?.ValueOf(new Loyalty.Points(sides.Tallies.Current.Outstanding)) is { } before
        && sides.Candidate.Redemption?.ValueOf(new Loyalty.Points(sides.Tallies.Candidate.Outstanding)) is { } after
            ? MoneyView.Of(new Loyalty.Money(after.Minor - before.Minor, after.Currency))
            : null;
}
