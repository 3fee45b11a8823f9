using Loyalty.Entries;

namespace Loyalty.Accounts;

public enum RedemptionStatus { Reserved, Captured, Cancelled, Lapsed }

/// <summary>One redemption from its first entry to its last: what a repeated step is answered from.</summary>
public sealed record Redemption(
    string Id,
    string MemberId,
    RedemptionStatus Status,
    Points Points,
    string? RewardId,
    DateTimeOffset? ExpiresAt)
{
    /// <summary>Entries that are no step of this redemption leave it as it is.</summary>
    public static Redemption? Fold(Redemption? redemption, LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Reservation is not { } change || (redemption is not null && redemption.Id != change.Id))
            return redemption;
        return new Redemption(
            change.Id,
            entry.MemberId,
            change.Step switch
            {
                ReservationStep.Opened => RedemptionStatus.Reserved,
                ReservationStep.Cancelled => RedemptionStatus.Cancelled,
                ReservationStep.Lapsed => RedemptionStatus.Lapsed,
                _ => RedemptionStatus.Captured,
            },
            change.Points,
            change.RewardId,
            change.Step == ReservationStep.Opened ? change.Until : null);
    }
}
