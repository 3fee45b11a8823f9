using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;

namespace Loyalty.Journeys;

/// <summary>What sets a journey off: when and where it happened, and to whom.</summary>
/// <param name="Basket">What was bought, for a purchase.</param>
internal sealed record JourneyOccasion(Occasion Occasion, EntrySource Source, EarningBasket? Basket)
{
    public MemberFacts Member => Occasion.Member;

    /// <summary>What stands on the gift of a journey that a refund may take back; null for what cannot be refunded.</summary>
    public string? Cause { get; init; }

    /// <summary>The day that a message is about, and the points.</summary>
    public (DateOnly On, Points Points)? About { get; init; }
}
