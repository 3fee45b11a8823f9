using Loyalty.Programmes;
using Loyalty.Safety;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>
/// Notes by which device a visit, and by which payment card a sale came, before it is committed: who shares them is looked for with its entries. Costs a call only where the
/// programme asks.
/// </summary>
public sealed class TraceWatch(SharedTraces traces, ProgrammeBook programmes)
{
    public Task NoteAsync(string memberId, Visit visit, CancellationToken cancellation) =>
        visit.DeviceId is { } device && Asks(TraceKind.Device) ? traces.NoteAsync(memberId, [Trace.OfDevice(device)], cancellation) : Task.CompletedTask;

    public Task NoteAsync(Sale sale, CancellationToken cancellation) => sale.Cards.Count > 0 && Asks(TraceKind.Payment)
        ? traces.NoteAsync(sale.MemberId, [.. sale.Cards.Select(card => Trace.OfCard(sale.Purchase.Receipt.Partner, card))], cancellation)
        : Task.CompletedTask;

    private bool Asks(TraceKind kind) => programmes.Current.Safety.Rings?.By.Contains(kind) == true;
}
