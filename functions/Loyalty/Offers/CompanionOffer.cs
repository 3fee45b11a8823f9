using Loyalty.Baskets;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Offers;

/// <summary>An open offer on a category that the member has not bought of late, but that is bought together with one that is.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Because">The likeliest of the rules that lead to it.</param>
public sealed record CompanionOffer(Offer Offer, BasketRule Because)
{
    /// <summary>The likeliest first. The same baskets give the same order; nothing for who has refused profiling.</summary>
    /// <param name="offers">All offers, in the programme's order.</param>
    /// <param name="member">What the profile tells.</param>
    /// <param name="baskets">What the member bought of late, newest first.</param>
    /// <param name="rules">What is bought together.</param>
    public static IReadOnlyList<CompanionOffer> Rank(
        IReadOnlyList<Offer> offers, MemberFacts member, IReadOnlyList<Purchase> baskets, IReadOnlyList<BasketRule> rules)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (!member.MayProfile || rules.Count == 0)
            return [];
        var bought = baskets.Take(NextBestOffer.MaximumBaskets).SelectMany(BasketCounts.CategoriesOf).ToHashSet(StringComparer.Ordinal);
        var leading = rules.Where(rule => bought.Contains(rule.If) && !bought.Contains(rule.Then)).ToArray();
        var ranked = from offer in offers
                     let categories = offer.Rule.When.Categories
                     where offer.IsOpen && offer.Rule.On == Occasions.Purchase && categories is not null
                     let because = leading.Where(rule => categories.Contains(rule.Then, StringComparer.OrdinalIgnoreCase))
                         .MaxBy(rule => rule.Confidence)
                     where because is not null
                     orderby because.Confidence descending
                     select new CompanionOffer(offer, because);
        return [.. ranked];
    }
}
