using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Says that a run has come to its end. What it came to is kept by whoever sees that first, so that a shard which is worked on again
/// tells the same.
/// </summary>
public sealed class RunCompletion(Runs runs, LoyaltyEvents events, Publisher publisher)
{
    /// <summary>Does nothing while shards are left.</summary>
    public async Task TellAsync(string runId, CancellationToken cancellation)
    {
        if (await runs.FindAsync(runId, cancellation) is not { FinishedAt: { } finished } state)
        {
            return;
        }

        var content = await runs.CompleteAsync(runId, ApiJson.Write(RunView.Of(state), ApiJson.Default.RunView), finished, cancellation);
        await publisher.PublishAsync(new Publication(runId, []) { Announcement = events.Completed(runId, content.At, content.View) });
    }
}
