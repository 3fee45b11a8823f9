using System.Diagnostics;
using Azure.Data.Tables;
using LoyaltyFunctions.Demo.Systems;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Demo;

/// <summary>What the hub told others because of something: all that was told until nothing was left to tell.</summary>
internal sealed class DemoFollowers(DemoSystems systems, Outbox outbox, LedgerTables tables, TimeProvider clock)
{
    /// <summary>What the API did is published behind the answer's back, so that one look is not enough.</summary>
    private const int QuietLooks = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>From where on: how often something has been told, and when that was.</summary>
    public DemoMark Mark() => new(systems.Count, clock.GetUtcNow());

    public async Task<IReadOnlyList<DemoTold>> SinceAsync(DemoMark mark, CancellationToken stopping)
    {
        var quiet = 0;
        for (var began = Stopwatch.GetTimestamp(); quiet < QuietLooks && Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(Pause, stopping))
        {
            quiet = await IsAtWorkAsync(mark, stopping) ? 0 : quiet + 1;
        }

        return systems.Since(mark.Told);
    }

    private async Task<bool> IsAtWorkAsync(DemoMark mark, CancellationToken stopping) =>
        await AnyWorkAsync(mark, stopping) || await AnyNoticeAsync(stopping);

    /// <summary>Deliveries that came since then, those that notices make of themselves included. What lies there longer is the sweeper's.</summary>
    private async Task<bool> AnyWorkAsync(DemoMark mark, CancellationToken stopping)
    {
        await foreach (var item in outbox.OlderThanAsync(DateTimeOffset.MaxValue).WithCancellation(stopping))
        {
            if (item.Kind == OutboxKind.Delivery && item.Ref.PutAt.AddMinutes(1) > mark.At)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One that was tried and failed waits for minutes and is not waited for here. Leases have no attempts.</summary>
    private async Task<bool> AnyNoticeAsync(CancellationToken stopping)
    {
        await foreach (var row in tables.Shared(Names.Tables.Notices).QueryAsync<TableEntity>(select: ["Attempts"], cancellationToken: stopping))
        {
            if (row.GetInt32("Attempts") is 0)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A moment of the story.</summary>
internal sealed record DemoMark(int Told, DateTimeOffset At);
