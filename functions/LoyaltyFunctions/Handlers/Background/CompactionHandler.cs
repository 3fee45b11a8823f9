using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Compacts the archive as a run of one shard. A message does some days and sends itself on: days that have their manifest are not done
/// again, so that a message which comes twice goes on where it is.
/// </summary>
public sealed class CompactionHandler(ArchiveCompactor compactor, Runs runs, RunCompletion completion, TimeProvider clock)
{
    public const string Kind = "compact";

    private const int DaysAtOnce = 30;

    /// <summary>Starts a run, under its id if it has one; returns its message.</summary>
    public async Task<string[]> StartAsync(string? id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var run = new Run(id ?? Runs.NewId(Kind, now), Kind, now, Shards: 1);
        await runs.StartAsync(run, cancellation);
        return [new ProofMessage(run.Id, ProofMessage.Compact, 0, now).ToJson()];
    }

    /// <summary>Returns the message again while days are left.</summary>
    public async Task<string[]> ProcessAsync(ProofMessage message, CancellationToken cancellation)
    {
        if (!await runs.IsDoneAsync(message.Run, message.Shard, cancellation))
        {
            var isEnd = (await compactor.RunAsync(DaysAtOnce, cancellation)).Count < DaysAtOnce;
            await runs.ReportAsync(message.Run, message.Shard, new ShardReport(0, 0, 0, isEnd, clock.GetUtcNow()), cancellation);
            if (!isEnd)
            {
                return [message.ToJson()];
            }
        }

        await completion.TellAsync(message.Run, cancellation);
        return [];
    }
}
