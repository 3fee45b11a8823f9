using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Handlers.Insights;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Works on one shard of a run; what takes long goes on in another message.</summary>
public sealed class RunShardQueue(
    ShardHandler shards,
    ProofHandler proofs,
    CompactionHandler compactions,
    SimulationHandler simulations,
    CampaignReportHandler reports,
    NoteHandler notes)
{
    [Function(nameof(RunShardQueue))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public async Task<string[]> RunAsync(
        [ServiceBusTrigger(Names.Queues.Shards, Connection = Names.ServiceBus)] string message,
        CancellationToken cancellation)
    {
        if (ProofMessage.TryParse(message) is { } proof)
        {
            return proof.Work == ProofMessage.Compact ? await compactions.ProcessAsync(proof, cancellation) : await proofs.ProcessAsync(proof, cancellation);
        }

        if (SimulationMessage.TryParse(message) is { } simulation)
        {
            return await simulations.ProcessAsync(simulation, cancellation);
        }

        if (CampaignReportMessage.TryParse(message) is { } report)
        {
            return await reports.ProcessAsync(report, cancellation);
        }

        if (NoteMessage.TryParse(message) is { } note)
        {
            return await notes.ProcessAsync(note, cancellation);
        }

        await shards.ProcessAsync(ShardMessage.Parse(message), cancellation);
        return [];
    }
}
