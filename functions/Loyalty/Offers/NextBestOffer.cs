using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;

namespace Loyalty.Offers;

/// <summary>An open offer on purchases by what it is likely to be worth to the member, and why.</summary>
/// <param name="Expected">Points within thirty days, rounded down.</param>
/// <param name="Fits">How many of the baskets looked at it would have given something.</param>
/// <param name="Baskets">How many baskets were looked at.</param>
public sealed record RankedOffer(Offer Offer, Points Expected, int Fits, int Baskets);

/// <summary>
/// Ranks open offers by expected value: what each would give if the member bought the baskets of late again, as often as lately. The same
/// history gives the same ranking. Nothing is ranked for who has refused profiling.
/// </summary>
public static class NextBestOffer
{
    /// <summary>The most baskets that are looked at.</summary>
    public const int MaximumBaskets = 20;

    private static readonly Period Lately = new(0, 90, default);

    private const int MonthsInLately = 3;

    /// <param name="offers">All offers, in the programme's order.</param>
    /// <param name="account">The member's account.</param>
    /// <param name="programme">The programme that holds.</param>
    /// <param name="member">What the profile tells.</param>
    /// <param name="baskets">What the member bought of late, newest first.</param>
    /// <param name="now">The instant of the question.</param>
    public static IReadOnlyList<RankedOffer> Rank(
        IReadOnlyList<Offer> offers, Account account, Programme programme, MemberFacts member, IReadOnlyList<Purchase> baskets, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(programme);
        if (!member.MayProfile || baskets.Count == 0)
            return [];
        var looked = baskets.Take(MaximumBaskets).Select(basket => Again(basket, account, programme, member, now)).ToArray();
        var visits = new Rational(account.Within(Lately, programme.LocalDate(now)).Visits, MonthsInLately);
        var ranked = from offer in offers
                     where offer.IsOpen && offer.Rule.On == Occasions.Purchase
                     let given = looked.Select(rules => rules.GetValueOrDefault(offer.Rule.Id)).ToArray()
                     let expected = new Rational(given.Sum(), looked.Length) * visits
                     where given.Any(points => points > 0)
                     orderby expected descending
                     select new RankedOffer(offer, new Points(expected.Floor()), given.Count(points => points > 0), looked.Length);
        return [.. ranked];
    }

    private static Dictionary<string, long> Again(Purchase basket, Account account, Programme programme, MemberFacts member, DateTimeOffset now)
    {
        var decision = new EarnPurchase(basket, now, now, member).Decide(account, programme);
        var earned = decision.Entries.LastOrDefault(entry => entry.Purchase is not null);
        return earned?.Rules.ToDictionary(rule => rule.Id, rule => rule.Points.Value, StringComparer.Ordinal) ?? [];
    }
}
