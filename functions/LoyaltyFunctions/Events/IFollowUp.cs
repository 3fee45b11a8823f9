using Loyalty.Entries;

namespace LoyaltyFunctions.Events;

/// <summary>
/// What an entry sets off beyond its own partition. Every entry is published at least once, and what stands behind its commit is not let
/// go before; so a follow-up that is part of the publication comes to its end too, whatever crashes. It may be done again.
/// </summary>
public interface IFollowUp
{
    /// <summary>Does it, or finds it done; returns what it committed elsewhere, which is published in turn.</summary>
    Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry);
}
