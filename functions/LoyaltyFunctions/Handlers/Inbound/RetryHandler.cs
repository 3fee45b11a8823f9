using System.Text;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>Makes sure that nothing that waits is forgotten: an enrolment or sale frees its own, this frees what a crash in between left.</summary>
public sealed class RetryHandler(
    WaitingSales waiting,
    Deliveries deliveries,
    DeadLetters letters,
    IdentityClaims identities,
    ReceiptClaims receipts,
    Unclaimed unclaimed,
    TimeProvider clock)
{
    /// <summary>How long a sale waits for its member, or a refund for its sale, before it becomes a dead letter.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>How long a system is asked that does not answer.</summary>
    public static readonly TimeSpan PatienceWithSystems = TimeSpan.FromDays(3);

    /// <summary>Returns the messages of deliveries that can go on.</summary>
    public async Task<string[]> RunAsync(CancellationToken cancellation)
    {
        var released = new List<string>();
        await foreach (var note in waiting.AllAsync(cancellation))
        {
            var delivery = await deliveries.FindAsync(note.DeliveryId, cancellation);
            if (delivery is not { Status: DeliveryStatus.Waiting, Message: { } message })
            {
                await waiting.DeleteAsync(note.Awaited.Hash, note.DeliveryId, cancellation);
            }
            else if (clock.GetUtcNow() - note.ReceivedAt > (note.Awaited.Due is null ? Patience : PatienceWithSystems))
            {
                await EndAsync(note.Awaited, delivery, cancellation);
            }
            else if (await IsThereAsync(note.Awaited, cancellation))
            {
                released.Add(Encoding.UTF8.GetString(message));
            }
        }

        return [.. released];
    }

    private async Task EndAsync(WaitsFor awaited, DeliveryRecord delivery, CancellationToken cancellation)
    {
        var ended = delivery with { Status = awaited.Lapses ? DeliveryStatus.Processed : DeliveryStatus.Parked, Reason = ReasonOf(awaited) };
        if (ended.Status == DeliveryStatus.Parked)
        {
            await letters.PutAsync(ended, cancellation);
        }

        await deliveries.ReplaceAsync(ended.Status == DeliveryStatus.Parked ? ended : ended with { Message = null }, cancellation);
        await waiting.DeleteAsync(awaited.Hash, delivery.Id, cancellation);
    }

    private async Task<bool> IsThereAsync(WaitsFor awaited, CancellationToken cancellation) =>
        awaited.Due is { } due ? due <= clock.GetUtcNow()
        : awaited.Tried is { } tried ? (await unclaimed.ForAsync(awaited.Hash, cancellation)).Count > tried
        : awaited.IsReceipt ? await receipts.IsCommittedAsync(awaited.Hash, cancellation)
        : await identities.IsEnrolledAsync(awaited.Hash, cancellation);

    private static string ReasonOf(WaitsFor awaited) =>
        awaited.Due is not null ? "the system did not answer within three days"
        : awaited.Tried is not null ? "nothing settled the claim within 30 days"
        : awaited.Lapses ? "what it credits had not earned within 30 days"
        : awaited.IsReceipt ? "its purchase did not come within 30 days"
        : "nobody was enrolled with the identity within 30 days";
}
