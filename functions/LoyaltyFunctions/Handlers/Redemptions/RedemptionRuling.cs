using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>Answers that show a redemption.</summary>
internal static class RedemptionRuling
{
    public static Ruling Of(int status, LedgerEntry entry, IReadOnlyList<LedgerEntry> entries, Account after, Programme programme) =>
        new(Show(status, RedemptionRow.From(entry), programme)) { Entries = entries, After = after };

    public static Answer Show(int status, RedemptionRow redemption, Programme programme) =>
        new(status, ApiJson.Write(RedemptionView.Of(redemption, programme), ApiJson.Default.RedemptionView));
}

/// <summary>
/// Ids of redemptions. The member stands in the id, so that the second phase finds the partition; the rest follows from the operation,
/// so that a repeated request meets its own.
/// </summary>
internal static class RedemptionId
{
    private const int MemberLength = 27;

    public static string Of(string memberId, string operation) => "r" + memberId + Keys.Hash("redemption", operation)[..12];

    public static string? MemberOf(string id) => id.Length == 1 + MemberLength + 12 && id[0] == 'r' ? id.Substring(1, MemberLength) : null;
}
