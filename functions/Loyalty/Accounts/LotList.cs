using Loyalty.Entries;

namespace Loyalty.Accounts;

/// <summary>The lots of an account, ordered by last day and then by id: the order in which they are spent.</summary>
internal static class LotList
{
    /// <summary>From here on an earning joins the newest lot with the same last day, so that an account row stays small.</summary>
    public const int LotsBeforeJoining = 1_000;

    public static IReadOnlyList<Lot> Apply(IReadOnlyList<Lot> lots, IReadOnlyList<LotChange> changes)
    {
        if (changes.Count == 0)
            return lots;
        var result = new List<Lot>(lots);
        foreach (var change in changes)
            Apply(result, change);
        return result;
    }

    /// <summary>Takes up to that many points in the order of spending; the sum may fall short of the amount.</summary>
    public static IReadOnlyList<LotChange> Take(IReadOnlyList<Lot> lots, Points amount)
    {
        var taken = new List<LotChange>();
        foreach (var lot in lots)
        {
            if (amount <= Points.Zero)
                break;
            var part = Points.Min(lot.Remaining, amount);
            taken.Add(new LotChange(lot.Id, lot.Earned, lot.Expires, -part));
            amount -= part;
        }

        return taken;
    }

    /// <summary>What is left of parts after their first points repaid a debt.</summary>
    public static IReadOnlyList<LotChange> AfterRepaying(Points debt, IEnumerable<LotChange> parts)
    {
        var left = new List<LotChange>();
        foreach (var part in parts.OrderBy(part => part.Expires).ThenBy(part => part.Lot))
        {
            var repaid = Points.Min(debt, part.Points);
            debt -= repaid;
            if (part.Points > repaid)
                left.Add(part with { Points = part.Points - repaid });
        }

        return left;
    }

    /// <summary>Parts that come from elsewhere become one lot for each last day.</summary>
    public static IEnumerable<LotChange> ByLastDay(IEnumerable<LotChange> parts, long lot) => parts
        .GroupBy(part => part.Expires)
        .Select(day => new LotChange(lot, day.Min(part => part.Earned), day.Key, Points.Sum(day.Select(part => part.Points))));

    private static void Apply(List<Lot> lots, LotChange change)
    {
        var index = lots.FindIndex(lot => lot.Id == change.Lot && lot.Expires == change.Expires);
        if (index < 0)
        {
            var place = lots.FindIndex(lot => (lot.Expires, lot.Id).CompareTo((change.Expires, change.Lot)) > 0);
            lots.Insert(place < 0 ? lots.Count : place, new Lot(change.Lot, change.Earned, change.Expires, change.Points));
            return;
        }

        var lot = lots[index];
        if (lot.Remaining + change.Points == Points.Zero)
            lots.RemoveAt(index);
        else
            lots[index] = lot with { Remaining = lot.Remaining + change.Points };
    }
}
