using System.Security.Cryptography;
using System.Text;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>Parks what came through the queue and is no delivery, under a hash of its text: one that comes again is the same dead letter.</summary>
public sealed class UnreadableMessages(Deliveries deliveries, DeadLetters letters, TimeProvider clock)
{
    private const string Nobody = "unknown";

    public async Task ParkAsync(string text, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var id = Keys.Delivery(Nobody, hash);
        // The letter's id has the time of the first attempt in it.
        var record = await deliveries.FindAsync(id, cancellation)
            ?? new DeliveryRecord(id, Nobody, clock.GetUtcNow(), hash, DeliveryStatus.Parked, "is no message of the hub", []) { Message = bytes };
        await deliveries.ReplaceAsync(record, cancellation);
        await letters.PutAsync(record, cancellation);
    }
}
