using Loyalty;
using Loyalty.Campaigns;
using Loyalty.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>A report on a campaign as it stands: how far it is, and what it has come to so far; final once it has finished.</summary>
public sealed record CampaignReportView(
    string Id, string Campaign, string Status, DateOnly From, DateOnly To, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Shards, int ShardsDone)
{
    public string? Name { get; init; }

    public BudgetView? Budget { get; init; }

    public required CampaignPointsView Points { get; init; }

    public required CampaignReachView Reached { get; init; }

    public required CampaignGroupView Addressed { get; init; }

    public required CampaignGroupView HeldOut { get; init; }

    /// <summary>Sales and visits a member, and the share of members who bought; empty with nobody to compare with.</summary>
    public required IReadOnlyList<UpliftView> Uplift { get; init; }

    /// <summary>What can be said of it: nobody-held-out, too-few, none-shown, more, less.</summary>
    public required string Finding { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string Statement { get; init; }

    public PaybackView? Payback { get; init; }

    public static CampaignReportView Of(RunState state, CampaignPlan plan, Programme programme, CampaignReport report)
    {
        var (scope, run) = (plan.Scope, state.Run);
        var campaign = programme.Campaigns.FirstOrDefault(known => known.Id == scope.Campaign);
        var status = state.FinishedAt is null ? "running" : "finished";
        return new CampaignReportView(run.Id, scope.Campaign, status, scope.From, scope.To, run.StartedAt, state.FinishedAt, run.Shards, state.ShardsDone)
        {
            Name = campaign?.Name,
            Budget = campaign?.Budget is { } points ? BudgetView.Of(new Budget(campaign.Key, points), report.Net) : null,
            Points = CampaignPointsView.Of(report, programme),
            Reached = CampaignReachView.Of(report.Tally, programme),
            Addressed = CampaignGroupView.Of(report.Tally.Addressed, programme.Currency),
            HeldOut = CampaignGroupView.Of(report.Tally.HeldOut, programme.Currency),
            Uplift = UpliftView.AllOf(report, programme.Currency),
            Finding = Words.Of(report.Finding),
            Statement = UpliftView.Sentence(report, programme.Currency),
            Payback = PaybackView.Of(report, programme),
        };
    }

    public byte[] ToCsv() => CampaignCsv.Of(this);
}

/// <summary>Points of the campaign's rules, and what those not taken back are worth.</summary>
public sealed record CampaignPointsView(long Issued, long TakenBack, long Net, MoneyView? Cost, IReadOnlyList<RuleView> Rules)
{
    internal static CampaignPointsView Of(CampaignReport report, Programme programme) => new(
        report.Tally.Issued,
        report.Tally.TakenBack,
        report.Net,
        report.Cost(programme) is { } cost ? MoneyView.Of(cost) : null,
        [.. report.Tally.Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => new RuleView(rule.Key, rule.Value))]);
}

/// <summary>Members whom a rule of the campaign gave points, and what they redeemed within the days after that.</summary>
public sealed record CampaignReachView(long Members, long Redemptions, long Redeemed, MoneyView? Value)
{
    internal static CampaignReachView Of(CampaignTally tally, Programme programme) => new(
        tally.Reached,
        tally.Redemptions,
        tally.Redeemed,
        programme.Redemption?.ValueOf(new Points(tally.Redeemed)) is { } value ? MoneyView.Of(value) : null);
}

/// <summary>How a group bought within the days, less what was given back.</summary>
public sealed record CampaignGroupView(long Members, long Buyers, long Visits, MoneyView Sales, MoneyView Margin)
{
    internal static CampaignGroupView Of(GroupTally group, Currency currency) => new(
        group.Members, group.Buyers, group.Visits, MoneyView.Of(new Money(group.Sales, currency)), MoneyView.Of(new Money(group.Margin, currency)));
}

/// <summary>What addressed members brought beyond those held out, less what the points cost.</summary>
/// <param name="ExtraMargin">Margin of addressed members less that of as many who were held out.</param>
/// <param name="MarginKnown">The share of all sales whose articles had a margin of an ERP; the rest counts as none.</param>
/// <param name="Cost">What the points are worth.</param>
/// <param name="Result">Margin less cost.</param>
public sealed record PaybackView(MoneyView ExtraMargin, string? MarginKnown, MoneyView Cost, MoneyView Result)
{
    internal static PaybackView? Of(CampaignReport report, Programme programme) => report.ExtraMargin is { } margin && report.Cost(programme) is { } cost
        ? new PaybackView(
            MoneyView.Of(new Money(margin, programme.Currency)),
            report.MarginKnown is { } known ? UpliftView.Fine(known) : null,
            MoneyView.Of(cost),
            MoneyView.Of(new Money(margin - cost.Minor, programme.Currency)))
        : null;
}
