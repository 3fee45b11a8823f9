using Benchmarks.Loads;
using Benchmarks.Processes;

namespace Benchmarks.Runs;

/// <summary>Counts the storage calls behind a purchase and behind a webhook. A run of its own: the counting slows the hub down.</summary>
internal sealed class CallRun(Plan plan, Stand stand)
{
    private static readonly TimeSpan TimeToPublish = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<CallCount>> MeasureAsync(IReadOnlyList<string> members)
    {
        await using var proxy = await CountingProxy.StartAsync(stand.ConnectionString);
        await stand.RestartAsync(proxy.ConnectionString);
        var hub = new HubLoad(stand.Client);
        // Each member once, so that accounts are where they are after a while: in the cache.
        await Parallel.ForEachAsync(members, async (member, _) => await hub.PurchaseAsync(member, Sales.Next(1).Number));
        var purchases = await CountAsync(proxy, () => hub.PurchasesAsync(Plan.Callers[0], members, plan.Window / 2));
        var webhooks = await CountAsync(proxy, async () => (await hub.WebhooksAsync(Plan.Callers[0], members.Count, plan.Window / 2)).Result);
        await stand.RestartAsync();
        return [.. purchases.Keys.Union(webhooks.Keys).Select(x => new CallCount(x, purchases.GetValueOrDefault(x), webhooks.GetValueOrDefault(x)))];
    }

    private static async Task<Dictionary<string, double>> CountAsync(CountingProxy proxy, Func<Task<LoadResult>> load)
    {
        await Task.Delay(TimeToPublish);
        proxy.Take();
        var result = await load();
        var calls = new Dictionary<string, double>();
        // Until a second goes by in which nothing is called, all of it still belongs to the load.
        do
        {
            foreach (var (name, count) in proxy.Take())
            {
                calls[name] = calls.GetValueOrDefault(name) + ((double)count / result.Count);
            }

            await Task.Delay(TimeToPublish);
        }
        while (proxy.HasCounted);
        return calls;
    }
}

/// <summary>How many calls of a kind stand behind one purchase, and behind one webhook with all that comes of it.</summary>
internal sealed record CallCount(string Name, double APurchase, double AWebhook);
