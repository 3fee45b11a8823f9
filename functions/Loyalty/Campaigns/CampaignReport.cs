using Loyalty.Programmes;

namespace Loyalty.Campaigns;

/// <summary>What can be said of whether a campaign made members buy more.</summary>
public enum CampaignFinding
{
    /// <summary>Nobody is held out: there is nothing to compare with.</summary>
    NobodyHeldOut,

    /// <summary>One of the groups is too small for the interval to mean anything.</summary>
    TooFew,

    /// <summary>The interval holds zero: what difference there is may be chance.</summary>
    NoneShown,

    More,
    Less,
}

/// <summary>
/// A campaign by its tally: what points it cost, how addressed members bought beside those held out, and whether it paid. Only who was held
/// out differs between the groups, so all addressed members count, whether a rule gave them anything or not.
/// </summary>
public sealed record CampaignReport(CampaignTally Tally)
{
    /// <summary>Below this the means of a group are too far from normal for the interval.</summary>
    public const int FewestMembers = 30;

    /// <summary>Units of one visit or of the share of buyers.</summary>
    public const int Fine = 10_000;

    /// <summary>Minor units a member.</summary>
    public Uplift? Sales { get; } = Uplift.Of(
        new Sample(Tally.Addressed.Members, Tally.Addressed.Sales, Tally.Addressed.SalesSquares),
        new Sample(Tally.HeldOut.Members, Tally.HeldOut.Sales, Tally.HeldOut.SalesSquares),
        1);

    /// <summary>Visits a member, in ten-thousandths.</summary>
    public Uplift? Visits { get; } = Uplift.Of(
        new Sample(Tally.Addressed.Members, Tally.Addressed.Visits, Tally.Addressed.VisitSquares),
        new Sample(Tally.HeldOut.Members, Tally.HeldOut.Visits, Tally.HeldOut.VisitSquares),
        Fine);

    /// <summary>The share of members who bought, in ten-thousandths.</summary>
    public Uplift? Buyers { get; } = Uplift.Of(
        new Sample(Tally.Addressed.Members, Tally.Addressed.Buyers, Tally.Addressed.Buyers),
        new Sample(Tally.HeldOut.Members, Tally.HeldOut.Buyers, Tally.HeldOut.Buyers),
        Fine);

    public long Net => Tally.Issued - Tally.TakenBack;

    public CampaignFinding Finding =>
        Sales is not { } sales ? CampaignFinding.NobodyHeldOut
        : Math.Min(Tally.Addressed.Members, Tally.HeldOut.Members) < FewestMembers ? CampaignFinding.TooFew
        : !sales.IsShown ? CampaignFinding.NoneShown
        : sales.Low > 0 ? CampaignFinding.More : CampaignFinding.Less;

    /// <summary>
    /// Minor units of margin that addressed members brought beyond what as many of those held out would have brought; null with nobody
    /// to compare with.
    /// </summary>
    public long? ExtraMargin => Tally.Addressed.Members == 0 || Tally.HeldOut.Members == 0
        ? null
        : (Tally.Addressed.Margin - new Rational(Tally.HeldOut.Margin, Tally.HeldOut.Members) * Tally.Addressed.Members).Floor();

    /// <summary>What the points are worth that were not taken back; null where points are worth no money.</summary>
    public Money? Cost(Programme programme)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return programme.Redemption?.ValueOf(new Points(Net));
    }

    /// <summary>Sales of both groups whose articles had a margin, in ten-thousandths of all sales.</summary>
    public long? MarginKnown => Tally.Addressed.Sales + Tally.HeldOut.Sales is > 0 and var sales
        ? (new Rational(Tally.Addressed.SalesWithMargin + Tally.HeldOut.SalesWithMargin, sales) * Fine).Floor()
        : null;
}
