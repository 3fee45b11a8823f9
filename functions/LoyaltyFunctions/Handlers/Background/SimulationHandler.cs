using Loyalty.Simulations;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>What a simulation keeps.</summary>
public sealed record SimulationStores(Simulations Plans, SimulationParts Parts, Runs Runs, LedgerTables Tables);

/// <summary>
/// Works on a simulation, step by step: reads visits out of the archive, finds out what budgets are asked for and when they end, and replays every
/// member under both programmes. It writes nothing but what it counts. The last shard of a step sends out the next one; two that end at once
/// may both do so.
/// </summary>
public sealed class SimulationHandler(
    SimulationStores stores,
    RunCompletion completion,
    VisitGatherer visits,
    RangeReplay replay,
    ProgrammeBook programmes,
    TimeProvider clock)
{
    /// <summary>Returns the rest of the shard, or the shards that waited for it; nothing when all is done.</summary>
    public async Task<string[]> ProcessAsync(SimulationMessage message, CancellationToken cancellation)
    {
        if (await stores.Plans.FindPlanAsync(message.Simulation, cancellation) is not { } plan)
        {
            return [];
        }

        var task = await SimulationTask.OfAsync(plan, stores.Tables, programmes, cancellation);
        if (!await stores.Runs.IsDoneAsync(message.Simulation, message.Shard, cancellation))
        {
            var (next, isEnd) = await WorkAsync(message, task, cancellation);
            await ReportAsync(next, isEnd, cancellation);
            if (!isEnd)
            {
                return [next.ToJson()];
            }
        }

        var following = await FollowingAsync(message, task, cancellation);
        if (following.Length == 0)
        {
            await completion.TellAsync(message.Simulation, cancellation);
        }

        return following;
    }

    private async Task<(SimulationMessage Next, bool IsEnd)> WorkAsync(SimulationMessage message, SimulationTask task, CancellationToken cancellation) => message.Step switch
    {
        SimulationTask.Gather => await visits.GatherAsync(message, task, cancellation),
        SimulationTask.Wish => await replay.WishAsync(message, task, cancellation),
        _ => await replay.ReplayAsync(message, task, await stores.Parts.FindForecastsAsync(message.Simulation, cancellation), cancellation),
    };

    private async Task ReportAsync(SimulationMessage message, bool isEnd, CancellationToken cancellation)
    {
        var isReplay = message.Step == SimulationTask.Replay;
        if (isReplay)
        {
            await stores.Plans.ReportAsync(message.Simulation, message.Shard, message.Tallies, cancellation);
        }

        var (members, issued) = isReplay ? (message.Tallies.Candidate.Members, message.Tallies.Candidate.Issued) : (0, 0);
        await stores.Runs.ReportAsync(message.Simulation, message.Shard, new ShardReport(members, issued, 0, isEnd, clock.GetUtcNow()), cancellation);
    }

    private async Task<string[]> FollowingAsync(SimulationMessage message, SimulationTask task, CancellationToken cancellation)
    {
        if (task.After(message.Step) is not { } step || await stores.Runs.FindAsync(message.Simulation, cancellation) is not { } state)
        {
            return [];
        }

        var done = state.Reports.Where(report => report.Done).Select(report => report.Shard).ToHashSet();
        if (!done.IsSupersetOf(task.ShardsOf(message.Step)))
        {
            return [];
        }

        if (message.Step == SimulationTask.Wish && await stores.Parts.FindForecastsAsync(message.Simulation, cancellation) is null)
        {
            await ForecastAsync(message.Simulation, task, cancellation);
        }

        return
        [
            .. task.MessagesOf(step, message.Simulation, SimulationTask.RangesOf(stores.Tables))
                .Where(next => !done.Contains(next.Shard))
                .Select(next => next.ToJson()),
        ];
    }

    private async Task ForecastAsync(string run, SimulationTask task, CancellationToken cancellation)
    {
        var wishes = await stores.Parts.WishesAsync(run, task.Ranges, cancellation);
        var forecasts = new BudgetForecasts(
            BudgetForecast.Of(task.Current, wishes.Current.Before, wishes.Current.Grants.Select(grant => grant.ToEvent())),
            BudgetForecast.Of(task.Candidate, wishes.Candidate.Before, wishes.Candidate.Grants.Select(grant => grant.ToEvent())));
        await stores.Parts.PutForecastsAsync(run, forecasts, cancellation);
    }
}
