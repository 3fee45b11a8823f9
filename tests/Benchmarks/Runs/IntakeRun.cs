using System.Diagnostics;
using Azure.Data.Tables;
using Benchmarks.Loads;
using Benchmarks.Processes;
using Benchmarks.Reports;
using LoyaltyFunctions.Storage;

namespace Benchmarks.Runs;

/// <summary>Webhooks beside raw inserts of one row: how many are accepted a second, and how long it takes until all have been worked on.</summary>
internal sealed class IntakeRun(Plan plan, Stand stand, RawLoad raw)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly HubLoad _hub = new(stand.Client);

    public async Task<Result> MeasureAsync(int callers)
    {
        var result = new Result(new($"raw inserts of one row, {callers} callers"), new($"webhooks accepted, {callers} callers"), []);
        var message = Message();
        await DrainAsync(await _hub.WebhooksAsync(callers, plan.FewMembers, plan.WarmUp / 2));
        for (var round = 0; round < plan.Rounds; round++)
        {
            await result.Raw.AddAsync(stand, () => raw.InsertsAsync(callers, message, plan.Window));
            IReadOnlyList<string> last = [];
            var accepted = await result.Accepted.AddAsync(stand, async () => (await AcceptAsync(callers, x => last = x)).Result);
            var drained = await DrainAsync((accepted.Result, last));
            result.CommittedPerSecond.Add(accepted.Result.Count / (accepted.Result.Elapsed + drained).TotalSeconds);
            Progress.Say($"intake, round {round + 1} of {plan.Rounds}: {result.Raw.Last:0} raw, {result.Accepted.Last:0} accepted a second, {drained.TotalSeconds:0.0} s behind");
        }

        await RequireAllProcessedAsync();
        return result;
    }

    private async Task<(LoadResult Result, IReadOnlyList<string> Last)> AcceptAsync(int callers, Action<IReadOnlyList<string>> keep)
    {
        var accepted = await _hub.WebhooksAsync(callers, plan.FewMembers, plan.Window);
        keep(accepted.Last);
        return accepted;
    }

    /// <summary>The queue is worked on in order, more or less, so the last delivery of each caller tells when it is empty.</summary>
    private async Task<TimeSpan> DrainAsync((LoadResult Result, IReadOnlyList<string> Last) accepted)
    {
        var clock = Stopwatch.StartNew();
        foreach (var delivery in accepted.Last)
        {
            while (!await _hub.IsProcessedAsync(delivery))
            {
                if (clock.Elapsed > Patience)
                    throw new TimeoutException($"Delivery {delivery} is not processed after {Patience.TotalSeconds:0} s.");
                await Task.Delay(BetweenLooks);
            }
        }

        return clock.Elapsed;
    }

    /// <summary>Speed counts only if every sale was booked.</summary>
    private async Task RequireAllProcessedAsync()
    {
        foreach (var table in stand.Ledger.Each(Names.Tables.Deliveries))
        {
            await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Status ne {"Processed"}")))
            {
                throw new InvalidOperationException($"Delivery {row.RowKey} is {row.GetString("Status")}: {row.GetString("Reason")}");
            }
        }
    }

    private static RowTemplate Message()
    {
        var body = System.Text.Encoding.UTF8.GetBytes(HubLoad.WebhookBody(0, 0, DateTimeOffset.UtcNow));
        var headers = new Dictionary<string, string> { ["webhook-id"] = Sales.Key(0), ["webhook-timestamp"] = "1700000000" };
        var id = Keys.Delivery(Stand.Partner, Sales.Key(0));
        var hash = new string('0', 64);
        var message = new InboundMessage(id, Stand.Partner, DateTimeOffset.UtcNow, headers, body, null, hash);
        return new(new TableEntity("inbound", new string('0', 28)) { ["EnqueuedAt"] = DateTimeOffset.UtcNow, ["Body0"] = message.ToJson() }, Stand.Partner);
    }

    /// <summary>As many windows of each; committed counts from the first delivery sent to the last one worked on.</summary>
    internal sealed record Result(Series Raw, Series Accepted, List<double> CommittedPerSecond);
}
