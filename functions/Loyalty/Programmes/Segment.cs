using Loyalty.Accounts;
using Loyalty.Members;

namespace Loyalty.Programmes;

/// <summary>At least and at most so many (or so much) within the period that ends today.</summary>
public sealed record SegmentRange(Rational? AtLeast, Rational? AtMost, Period Within);

/// <summary>
/// A saved condition on a member, which the rules' <c>when.segments</c> may name. It is decided from the account, so that it changes with
/// every purchase and nobody has to be looked for. All that are set must fit; a list means any of it.
/// </summary>
public sealed record Segment(string Id, string? Name)
{
    /// <summary>Purchases in a period.</summary>
    public SegmentRange? Visits { get; init; }

    /// <summary>Money spent in a period, in major units.</summary>
    public SegmentRange? Spent { get; init; }

    /// <summary>The last purchase lies within this period.</summary>
    public Period? ActiveWithin { get; init; }

    /// <summary>There was a purchase, but none within this period.</summary>
    public Period? InactiveFor { get; init; }

    public IReadOnlyList<string>? Tiers { get; init; }

    public IReadOnlyList<string>? HomeStores { get; init; }

    public IReadOnlyList<string>? Locales { get; init; }

    /// <summary>Whether the profile has to be read to decide.</summary>
    public bool AsksProfile => HomeStores is not null || Locales is not null || AsksBehaviour;

    private bool AsksBehaviour => Visits is not null || Spent is not null || ActiveWithin is not null || InactiveFor is not null;

    /// <summary>Who has withdrawn the consent to profiling is in no segment that asks how they buy.</summary>
    public bool Holds(Account account, MemberFacts member, Programme programme, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(programme);
        return (!AsksBehaviour || (member.MayProfile && FitsBehaviour(account, programme.Currency, today)))
            && Includes(Tiers, programme.Tiers.Level(account.Tier.Id).Id)
            && Includes(HomeStores, member.HomeStoreId)
            && Includes(Locales, member.Locale);
    }

    private bool FitsBehaviour(Account account, Currency currency, DateOnly today) =>
        (Visits is not { } visits || Fits(visits, account.Within(visits.Within, today).Visits))
        && (Spent is not { } spent || Fits(spent, new Rational(account.Within(spent.Within, today).Spent, currency.MinorPerMajor)))
        && (ActiveWithin is not { } active || account.LastVisit(today) > active.Before(today))
        && (InactiveFor is not { } inactive || account.LastVisit(today) <= inactive.Before(today));

    private static bool Fits(SegmentRange range, Rational value) =>
        (range.AtLeast is not { } least || value >= least) && (range.AtMost is not { } most || value <= most);

    private static bool Includes(IReadOnlyList<string>? list, string? value) =>
        list is null || (value is not null && list.Contains(value, StringComparer.OrdinalIgnoreCase));
}
