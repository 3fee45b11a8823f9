using Azure.Data.Tables;
using Loyalty;
using Loyalty.Entries;

namespace LoyaltyFunctions.Storage;

/// <summary>A redemption as its last entry left it, so that a second phase that comes again finds how it ended. Follows from the entries.</summary>
public sealed record RedemptionRow(string Id, ReservationStep Step, Points Points, DateTimeOffset Until, string? RewardId)
{
    public static RedemptionRow From(LedgerEntry entry)
    {
        var change = entry.Reservation ?? throw new ArgumentException("The entry is not about a redemption.", nameof(entry));
        return new RedemptionRow(change.Id, change.Step, change.Points, change.Until, change.RewardId);
    }

    internal static TableEntity Of(LedgerEntry entry)
    {
        var redemption = From(entry);
        return new TableEntity(entry.MemberId, Keys.Redemption(entry.MemberId, redemption.Id))
        {
            ["Id"] = redemption.Id,
            ["Step"] = redemption.Step.ToString(),
            ["Points"] = redemption.Points.Value,
            ["Until"] = redemption.Until,
            ["RewardId"] = redemption.RewardId,
        };
    }

    internal static RedemptionRow Read(TableEntity row) => new(
        row.GetString("Id"),
        Enum.Parse<ReservationStep>(row.GetString("Step")),
        new Points(row.GetInt64("Points")!.Value),
        row.GetDateTimeOffset("Until")!.Value,
        row.GetString("RewardId"));
}
