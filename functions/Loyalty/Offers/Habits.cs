using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Offers;

/// <summary>A category and in how many of the baskets looked at it was.</summary>
public sealed record UsualCategory(string Category, int Baskets);

/// <summary>How a member buys: recency, frequency, value, rhythm, what is usually in the basket, and the segments that hold.</summary>
/// <param name="LastPurchaseOn">The last local day with a purchase.</param>
/// <param name="Visits">Purchases within a year.</param>
/// <param name="Spent">Money spent within a year.</param>
/// <param name="RhythmDays">The median of the days between two days with purchases.</param>
/// <param name="Usual">Categories, the most frequent first.</param>
/// <param name="Segments">Ids of segments.</param>
public sealed record Habits(
    DateOnly? LastPurchaseOn, long Visits, Money Spent, int? RhythmDays, IReadOnlyList<UsualCategory> Usual, IReadOnlyList<string> Segments)
{
    private const int MostUsual = 5;

    private static readonly Period Year = new(12, 0, default);

    /// <summary>Null for who has refused profiling.</summary>
    public static Habits? Of(Account account, Programme programme, MemberFacts member, IReadOnlyList<Purchase> baskets, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(programme);
        if (!member.MayProfile)
            return null;
        var (visits, spent) = account.Within(Year, today);
        var usual = from basket in baskets.Take(NextBestOffer.MaximumBaskets)
                    from category in basket.Lines.Select(line => line.Category).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)
                    group category by category.ToLowerInvariant() into counted
                    orderby counted.Count() descending, counted.Key
                    select new UsualCategory(counted.Key, counted.Count());
        return new Habits(
            account.LastVisit(today),
            visits,
            new Money(spent, programme.Currency),
            account.Rhythm(),
            [.. usual.Take(MostUsual)],
            [.. programme.Segments.Where(segment => segment.Holds(account, member, programme, today)).Select(segment => segment.Id)]);
    }
}
