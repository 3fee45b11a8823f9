using System.Diagnostics;
using Benchmarks.Loads;
using Benchmarks.Processes;
using Benchmarks.Reports;
using Benchmarks.Runs;

namespace Benchmarks;

/// <summary>One run of everything: prepares two stands, measures, prints.</summary>
internal sealed class Session(Plan plan, string hubFolder)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>The goals, as they were printed.</summary>
    public async Task<IReadOnlyList<Goal>> RunAsync()
    {
        Ledgers.Announce();
        await using var few = await Stand.StartAsync(hubFolder);
        await using var many = await Stand.StartAsync(hubFolder);
        var starts = await StartsAsync(few);
        var fewMembers = await Members.EnrolAsync(new(few.Client), plan.FewMembers);
        var manyMembers = await FillAsync(many);
        var raw = new RawLoad(few.Tables, await new Members(few.Ledger).PurchaseRowsAsync(new(few.Client), fewMembers[0]));
        var purchases = new PurchaseRun(plan, few, many) { Raw = raw, FewMembers = fewMembers, ManyMembers = manyMembers };
        Progress.Say("warming up");
        await purchases.WarmUpAsync();
        List<PurchaseRun.Result> booked = [];
        foreach (var callers in Plan.Callers)
        {
            booked.Add(await purchases.MeasureAsync(callers, withMany: callers == Plan.Callers[0]));
        }

        var intake = await new IntakeRun(plan, few, raw).MeasureAsync(Plan.Callers[0]);
        var peak = Math.Max(few.Hub.Meter.PeakMegabytes, many.Hub.Meter.PeakMegabytes);
        var calls = await new CallRun(plan, few).MeasureAsync(fewMembers);
        Print(booked, intake, calls);
        var goals = Goals(booked, intake, starts, peak);
        Console.WriteLine($"\nhub ready after {starts:0.00} s; peak memory {peak:0} MB; measured in {_clock.Elapsed.TotalSeconds:0} s\n");
        goals.ToList().ForEach(x => Console.WriteLine(x.Line));
        return goals;
    }

    /// <summary>The median of several starts on an Azurite that runs and has the tables.</summary>
    private async Task<double> StartsAsync(Stand stand)
    {
        var starts = new List<double>();
        for (var i = 0; i < plan.Starts; i++)
        {
            await stand.RestartAsync();
            starts.Add(stand.Hub.Readiness.TotalSeconds);
        }

        return Medians.Of(starts);
    }

    private async Task<IReadOnlyList<string>> FillAsync(Stand stand)
    {
        var first = await new HubLoad(stand.Client).EnrolAsync(0);
        return await new Members(stand.Ledger).FillAsync(first, plan.ManyMembers, Progress.Say);
    }

    private static void Print(IReadOnlyList<PurchaseRun.Result> booked, IntakeRun.Result intake, IReadOnlyList<CallCount> calls)
    {
        Tables.WriteHead();
        foreach (var result in booked)
        {
            Tables.Write(result.Raw);
            Tables.Write(result.Few, result.Raw);
            Tables.Write(result.Many, result.Raw);
        }

        Tables.Write(intake.Raw);
        Tables.Write(intake.Accepted, intake.Raw);
        var committed = Medians.Of(intake.CommittedPerSecond);
        Tables.WriteRate("webhooks worked on (of raw transactions)", committed, committed / booked[0].Raw.PerSecond);
        Tables.WriteCalls(calls);
    }

    private IReadOnlyList<Goal> Goals(IReadOnlyList<PurchaseRun.Result> booked, IntakeRun.Result intake, double start, double peak) =>
    [
        .. booked.Select(x => new Goal($"{x.Few.Name}, of raw transactions", x.Few.RatioTo(x.Raw), "≥", 0.45)),
        new("webhooks accepted, of raw inserts", intake.Accepted.RatioTo(intake.Raw), "≥", 0.6),
        new($"purchases with {plan.ManyMembers:N0} members present, of those with {plan.FewMembers:N0}", booked[0].Many.RatioTo(booked[0].Few), "≥", 2 / 3d),
        new("hub ready when Azurite runs", start, "≤", 2, " s"),
        new("memory of the hub at its peak", peak, "≤", 200, " MB"),
    ];
}
