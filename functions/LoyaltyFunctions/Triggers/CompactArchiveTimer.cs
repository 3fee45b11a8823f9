using LoyaltyFunctions.Archiving;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Compacts the days of the archive that are over.</summary>
public sealed class CompactArchiveTimer(ArchiveCompactor compactor)
{
    [Function(nameof(CompactArchiveTimer))]
    public Task RunAsync([TimerTrigger("%CompactArchiveSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        compactor.RunAsync(cancellation);
}
