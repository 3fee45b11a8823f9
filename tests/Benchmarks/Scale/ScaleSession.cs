using System.Diagnostics;
using System.Globalization;
using Benchmarks.Reports;
using Loyalty.Accounts;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace Benchmarks.Scale;

/// <summary>What a run cost.</summary>
internal sealed record ScaleResult(string Run, int Members, int Due, long Read, long Scanned, long Written, long TableCalls, long BlobCalls, TimeSpan Time, long PeakMegabytes)
{
    /// <summary>Appends to the archive are left out: how many lines go together is a matter of timing.</summary>
    public double CallsADueMember => TableCalls / (double)Due;
}

/// <summary>The expiry run and the tier run over few members and over many, one in a hundred due: the cost is that of those who are due.</summary>
internal sealed class ScaleSession(IReadOnlyList<int> sizes)
{
    private const int OneIn = 100;

    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    public async Task<IReadOnlyList<Goal>> RunAsync()
    {
        var results = new List<ScaleResult>();
        foreach (var size in sizes)
        {
            results.AddRange(await MeasureAsync(size));
            GC.Collect();
        }

        Write(results);
        List<Goal> goals = [.. results.GroupBy(result => result.Run).Select(runs => Calls(runs.First(), runs.Last()))];
        Console.WriteLine();
        goals.ForEach(goal => Console.WriteLine(goal.Line));
        return goals;
    }

    private static async Task<IReadOnlyList<ScaleResult>> MeasureAsync(int members)
    {
        await using var hub = await ScaleHub.StartAsync(Now);
        Fill(hub, members);
        GC.Collect();
        Progress.Say($"{members:#,##0} members in {GC.GetTotalMemory(true) >> 20:#,##0} MB");
        return
        [
            await RunAsync(hub, members, DueKind.Expiry, "expire"),
            await RunAsync(hub, members, DueKind.TierReview, "tiers"),
        ];
    }

    private static void Fill(ScaleHub hub, int members)
    {
        var programme = hub.Get<ProgrammeBook>().Current;
        var (due, other) = (new ScaleMember(programme, Now.AddDays(-500)), new ScaleMember(programme, Now.AddDays(-1)));
        var tenth = members / 10;
        hub.Tables.Fill(Enumerable.Range(1, members).SelectMany(number =>
        {
            if (number % tenth == 0)
            {
                Progress.Say(string.Create(CultureInfo.InvariantCulture, $"{number:#,##0} of {members:#,##0} members are there"));
            }

            var id = "m" + Keys.Hash("scale", number.ToString(CultureInfo.InvariantCulture));
            return (number % OneIn == 0 ? due : other).Rows(id, Now.AddDays(-1));
        }));
    }

    private static async Task<ScaleResult> RunAsync(ScaleHub hub, int members, DueKind kind, string name)
    {
        hub.CountFromNothing();
        var peak = new PeakMemory();
        var clock = Stopwatch.StartNew();
        var messages = await hub.Get<RunHandler>().StartAsync(kind, name, quiet: false, CancellationToken.None);
        foreach (var message in messages)
        {
            await hub.Get<ShardHandler>().ProcessAsync(ShardMessage.Parse(message), CancellationToken.None);
        }

        var time = clock.Elapsed;
        var (counters, appends) = (hub.Tables.Counters, hub.BlobCalls);
        var run = await hub.Get<LoyaltyFunctions.Storage.Runs>().FindAsync(ShardMessage.Parse(messages[0]).Run, CancellationToken.None);
        var read = run!.Reports.Sum(report => report.Members);
        if (read != members / OneIn || run.Reports.Any(report => report.Failures > 0))
            throw new InvalidOperationException($"{read} members were worked on, {members / OneIn} were due.");
        return new(name, members, members / OneIn, read, counters.RowsScanned, counters.RowsWritten, counters.Requests, appends, time, await peak.StopAsync());
    }

    private static Goal Calls(ScaleResult few, ScaleResult many) => new(
        $"table calls of `{few.Run}` for each due member, {many.Members:#,##0} members against {few.Members:#,##0}",
        many.CallsADueMember / few.CallsADueMember,
        "≤",
        1.05);

    private static void Write(IEnumerable<ScaleResult> results)
    {
        Console.WriteLine("\n| run | members | due | members read | rows scanned | rows written | storage calls | table calls a due member | seconds | peak MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var x in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| `{x.Run}` | {x.Members:#,##0} | {x.Due:#,##0} | {x.Read:#,##0} | {x.Scanned:#,##0} | {x.Written:#,##0} | {x.TableCalls + x.BlobCalls:#,##0} | {x.CallsADueMember:0.00} | {x.Time.TotalSeconds:0.0} | {x.PeakMegabytes:#,##0} |"));
        }
    }
}
