using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;

namespace Loyalty.Offers;

/// <summary>An offer on purchases, open or waiting to be activated, by what it is likely to be worth to the member, and why.</summary>
/// <param name="Expected">Points within thirty days, rounded down.</param>
/// <param name="Fits">How many of the baskets looked at it would have given something.</param>
/// <param name="Baskets">How many baskets were looked at.</param>
public sealed record RankedOffer(Offer Offer, Points Expected, int Fits, int Baskets);

/// <summary>
/// Ranks offers by expected value: what each would give if the member bought the baskets of late again, as often as lately, or as often as it
/// can be used. One that waits to be activated counts as if it were. The same history gives the same ranking. Nothing is ranked for who has
/// refused profiling.
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
        var (looked, today) = (baskets.Take(MaximumBaskets).ToArray(), programme.LocalDate(now));
        var open = Bought(account);
        var visits = new Rational(account.Within(Lately, today).Visits, MonthsInLately);
        var ranked = from offer in offers
                     where offer.Rule.On == Occasions.Purchase && (offer.IsOpen || offer.Reason == OfferReason.NotActivated)
                     let given = (offer.IsOpen ? open : Bought(Activated(account, offer, today))).Select(rules => rules.GetValueOrDefault(offer.Rule.Id)).ToArray()
                     let fits = given.Count(points => points > 0)
                     where fits > 0
                     let times = Rational.Min(visits * new Rational(fits, looked.Length), UsesOf(offer) ?? visits)
                     let expected = new Rational(given.Sum(), fits) * times
                     orderby expected descending
                     select new RankedOffer(offer, new Points(expected.Floor()), fits, looked.Length);
        return [.. ranked];

        Dictionary<string, long>[] Bought(Account by) => [.. looked.Select(basket => Again(basket, by, programme, member, now))];
    }

    private static Account Activated(Account account, Offer offer, DateOnly today) => account with
    {
        Personal = account.Personal with { Grants = [.. account.Personal.Grants, new GrantChange("", GrantKind.Offer, offer.Rule.Id, today, 1)] },
    };

    /// <summary>How often a personal offer can be used at all; null for the others.</summary>
    private static Rational? UsesOf(Offer offer) => (offer.Grant?.Uses ?? offer.Rule.Activation?.Uses) is { } uses ? uses : null;

    private static Dictionary<string, long> Again(Purchase basket, Account account, Programme programme, MemberFacts member, DateTimeOffset now)
    {
        var decision = new EarnPurchase(basket, now, now, member).Decide(account, programme);
        var earned = decision.Entries.LastOrDefault(entry => entry.Purchase is not null);
        return earned?.Rules.ToDictionary(rule => rule.Id, rule => rule.Points.Value, StringComparer.Ordinal) ?? [];
    }
}
