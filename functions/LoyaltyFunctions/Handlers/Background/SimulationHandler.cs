using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Simulations;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Works on a simulation: goes through the members of a range and replays each one's entries under both programmes. Reads the ledger's own
/// entries, which are those of the archive (that is what reconciliation and rebuilds prove), and writes nothing but what it counts.
/// </summary>
public sealed class SimulationHandler(
    Simulations simulations,
    Runs runs,
    RunCompletion completion,
    LedgerTables tables,
    Ledger ledger,
    ProgrammeBook programmes,
    TimeProvider clock)
{
    /// <summary>What one message does: seconds, not the minutes of its lock.</summary>
    private const int MaxEntries = 10_000;

    private sealed record Comparison(Programme Current, Programme Candidate, SimulationSpan Span)
    {
        public bool NeedsProfile => MemberFactsReader.NeedsProfile(Current) || MemberFactsReader.NeedsProfile(Candidate);
    }

    /// <summary>Returns the rest of the shard; nothing when it is done.</summary>
    public async Task<string[]> ProcessAsync(SimulationMessage message, CancellationToken cancellation)
    {
        var plan = await simulations.FindPlanAsync(message.Simulation, cancellation);
        if (plan is null || await runs.IsDoneAsync(message.Simulation, message.Shard, cancellation))
        {
            await completion.TellAsync(message.Simulation, cancellation);
            return [];
        }

        var (next, isEnd) = await ReplayAsync(message, await TaskOfAsync(plan, cancellation), cancellation);
        await simulations.ReportAsync(next.Simulation, next.Shard, next.Tallies, cancellation);
        var report = new ShardReport(next.Tallies.Candidate.Members, next.Tallies.Candidate.Issued, 0, isEnd, clock.GetUtcNow());
        await runs.ReportAsync(next.Simulation, next.Shard, report, cancellation);
        if (!isEnd)
        {
            return [next.ToJson()];
        }

        await completion.TellAsync(next.Simulation, cancellation);
        return [];
    }

    private async Task<Comparison> TaskOfAsync(SimulationPlan plan, CancellationToken cancellation)
    {
        var current = await programmes.VersionAsync(plan.CurrentVersion, cancellation);
        var candidate = SimulationRequest.Candidate(plan.Candidate)
            ?? throw new InvalidOperationException($"The candidate of {plan.Run} cannot be read any more.");
        return new Comparison(current, candidate, new SimulationSpan(current.StartOfDay(plan.From), current.StartOfDay(plan.To.AddDays(1))));
    }

    private async Task<(SimulationMessage Next, bool IsEnd)> ReplayAsync(SimulationMessage message, Comparison task, CancellationToken cancellation)
    {
        var scan = new MemberScan(tables.Each(Names.Tables.Accounts));
        var (next, entries) = (message, 0L);
        await foreach (var history in scan.HistoriesAsync(message.Range, message.After, cancellation))
        {
            var facts = task.NeedsProfile
                ? MemberFactsReader.Of((await ledger.FindProfileAsync(history.MemberId, cancellation))?.Profile, task.Candidate)
                : MemberFacts.None;
            var current = new MemberReplay(task.Current, task.Span, facts);
            var candidate = new MemberReplay(task.Candidate, task.Span, facts);
            await foreach (var line in scan.EntriesAsync(message.Range.Account, history, cancellation))
            {
                var entry = EntryJson.Read(line.Span);
                current.Add(entry);
                candidate.Add(entry);
                entries++;
            }

            next = next with { After = history.MemberId, Tallies = next.Tallies.Plus(new SimulationTallies(current.End(), candidate.End())) };
            if (entries >= MaxEntries)
            {
                return (next, false);
            }
        }

        return (next, true);
    }
}
