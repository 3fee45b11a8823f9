using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Play;

/// <summary>What a member has come to in one store and period: points of purchases, and how many purchases, less what was given back.</summary>
public sealed record BoardFigures(string StoreId, string Period, Points Points, long Purchases);

/// <summary>
/// Counts for the leader boards of stores. The figures stand in the account as uses of the store's board, so that the entries alone lead to
/// them; who is on no board is not counted.
/// </summary>
public static class LeaderBoard
{
    /// <summary>How long after its period a board is kept up with refunds, and with who leaves.</summary>
    public const int RememberedDays = PlayFold.PastKeptDays;

    private const string KeyPrefix = "board:";

    /// <summary>The period of a board that a day falls into; null where the programme has no boards.</summary>
    public static string? PeriodOf(Programme programme, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return programme.LeaderBoardPer?.Key(day);
    }

    /// <summary>The last day of a period that is written as boards of this programme write it; null for anything else.</summary>
    public static DateOnly? EndOf(Programme programme, string period)
    {
        try
        {
            var end = Calendar.EndOf(period);
            return PeriodOf(programme, end) == period ? end : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>All boards that an account has been counted for, as far as it remembers.</summary>
    public static IReadOnlyList<BoardFigures> AllOf(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return [.. account.RuleUses.Where(IsBoard).Select(FiguresOf)];
    }

    /// <summary>Boards whose figures an entry changed.</summary>
    public static IReadOnlyList<BoardFigures> ChangedBy(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return [.. entry.Uses.Where(IsBoard).Select(FiguresOf)];
    }

    internal static IReadOnlyList<RuleUse> Count(Account account, Programme programme, string? storeId, DateOnly day, Points points) =>
        account.Personal.IsOnBoards && storeId is not null && PeriodOf(programme, day) is { } period
            ? [new RuleUse(KeyPrefix + storeId, period, 1, points)]
            : [];

    /// <summary>What a refund takes off the board that the purchase was counted for.</summary>
    internal static IReadOnlyList<RuleUse> Uncount(RuleUse? counted, bool isGone, Points points) => counted is null || (!isGone && points == Points.Zero)
        ? []
        : [counted with { Count = isGone ? -1 : 0, Points = -points }];

    internal static bool IsBoard(RuleUse use) => use.Rule.StartsWith(KeyPrefix, StringComparison.Ordinal);

    private static BoardFigures FiguresOf(RuleUse use) => new(use.Rule[KeyPrefix.Length..], use.Period, use.Points, use.Count);
}
