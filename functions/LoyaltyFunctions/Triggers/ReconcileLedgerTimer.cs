using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Holds every account to its entries, and the programme's sums to the accounts. One message a range of members.</summary>
public sealed class ReconcileLedgerTimer(ProofHandler proofs)
{
    [Function(nameof(ReconcileLedgerTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%ReconcileLedgerSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        proofs.ReconcileAsync(id: null, cancellation);
}
