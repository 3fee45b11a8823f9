namespace Loyalty.Campaigns;

/// <summary>
/// How the members of one group bought. Squares are sums over members, for the spread. Money is minor units of the programme's currency.
/// </summary>
public sealed record GroupTally
{
    public long Members { get; init; }

    /// <summary>Members with a purchase that was not given back as a whole.</summary>
    public long Buyers { get; init; }

    public long Visits { get; init; }

    public Int128 VisitSquares { get; init; }

    public long Sales { get; init; }

    public Int128 SalesSquares { get; init; }

    /// <summary>What of the sales was not cost, where articles had a margin.</summary>
    public long Margin { get; init; }

    /// <summary>Sales of articles that had a margin.</summary>
    public long SalesWithMargin { get; init; }

    public GroupTally Plus(GroupTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new GroupTally
        {
            Members = Members + other.Members,
            Buyers = Buyers + other.Buyers,
            Visits = Visits + other.Visits,
            VisitSquares = VisitSquares + other.VisitSquares,
            Sales = Sales + other.Sales,
            SalesSquares = SalesSquares + other.SalesSquares,
            Margin = Margin + other.Margin,
            SalesWithMargin = SalesWithMargin + other.SalesWithMargin,
        };
    }
}

/// <summary>What a campaign came to with the members counted so far. Sums, so that parts of a report add up.</summary>
public sealed record CampaignTally
{
    /// <summary>Members to whom the campaign's rules could be open.</summary>
    public GroupTally Addressed { get; init; } = new();

    /// <summary>Members whom the campaign only compares with.</summary>
    public GroupTally HeldOut { get; init; } = new();

    /// <summary>Points granted or made pending by the campaign's rules, ever.</summary>
    public long Issued { get; init; }

    /// <summary>Points that refunds and voids took back from those rules, ever.</summary>
    public long TakenBack { get; init; }

    /// <summary>Members whom one of the rules gave points.</summary>
    public long Reached { get; init; }

    /// <summary>Redemptions by them within the days, after the first such points.</summary>
    public long Redemptions { get; init; }

    public long Redeemed { get; init; }

    /// <summary>Points by rule, less those taken back.</summary>
    public IReadOnlyDictionary<string, long> Rules { get; init; } = new Dictionary<string, long>();

    public CampaignTally Plus(CampaignTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new CampaignTally
        {
            Addressed = Addressed.Plus(other.Addressed),
            HeldOut = HeldOut.Plus(other.HeldOut),
            Issued = Issued + other.Issued,
            TakenBack = TakenBack + other.TakenBack,
            Reached = Reached + other.Reached,
            Redemptions = Redemptions + other.Redemptions,
            Redeemed = Redeemed + other.Redeemed,
            Rules = Rules.Concat(other.Rules).GroupBy(part => part.Key, StringComparer.Ordinal)
                .ToDictionary(part => part.Key, part => part.Sum(value => value.Value), StringComparer.Ordinal),
        };
    }
}
