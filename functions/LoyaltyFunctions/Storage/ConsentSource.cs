namespace LoyaltyFunctions.Storage;

/// <summary>Who told a consent or its end, and when: a partner by one of its deliveries, or a client of the API that acts for it.</summary>
public sealed record ConsentSource(string Partner, DateTimeOffset At)
{
    public string? DeliveryId { get; init; }

    public string? ClientId { get; init; }
}
