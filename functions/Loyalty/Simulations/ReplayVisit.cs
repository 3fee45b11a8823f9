using Loyalty.Entries;
using Loyalty.Purchases;

namespace Loyalty.Simulations;

/// <summary>
/// Something other than a purchase, such as a visit or a payment by card, that happened to a member, as the archive of deliveries tells it, whether it earned anything or not.
/// <c>On</c> is one of <see cref="Programmes.Occasions"/>; <c>Reference</c> of the source is the delivery that told of it.
/// </summary>
public sealed record ReplayVisit(string On, EntrySource Source, DateTimeOffset OccurredAt, DateTimeOffset At)
{
    /// <summary>What was paid, of a payment by a linked card.</summary>
    public Purchase? Payment { get; init; }

    public string? Channel { get; init; }

    public string? GeofenceId { get; init; }
}
