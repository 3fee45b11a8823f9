using System.Globalization;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>Where an event came from: its delivery, the partner and its place in the delivery.</summary>
public sealed record EventOrigin(string DeliveryId, string Partner, DateTimeOffset ReceivedAt, int Index)
{
    /// <summary>What makes an event without a receipt happen once.</summary>
    public string Marker => Once ?? (Part.Length == 0
        ? Keys.Hash("event", DeliveryId, Index.ToString(CultureInfo.InvariantCulture))
        : Keys.Hash("event", DeliveryId, Index.ToString(CultureInfo.InvariantCulture), Part));

    /// <summary>Tells apart the several effects of one event.</summary>
    public string Part { get; init; } = "";

    /// <summary>The marker of what happens once however many events tell of it.</summary>
    public string? Once { get; init; }
}
