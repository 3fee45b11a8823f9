using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>Points by rule, and the rules that gave less than they would have given alone.</summary>
internal sealed record Stacked(IReadOnlyList<RulePoints> Rules, IReadOnlyList<RuleCut> Cuts)
{
    public Points Points => Loyalty.Points.Sum(Rules.Select(rule => rule.Points));
}

/// <summary>
/// What rules give beside one another, in the programme's order: first each within its own limit, then of a group the bonus that gives the
/// most, then all within the limits of their campaigns, of the programme and of the partner, and at last within the budgets.
/// </summary>
internal sealed class Stacking(Programme programme, Account account, DateOnly localDate, DateTimeOffset recordedAt)
{
    private readonly Dictionary<string, Points?> _campaigns = new(StringComparer.Ordinal);
    private readonly List<RulePoints> _granted = [];
    private readonly List<RuleCut> _cuts = [];
    /// <summary>What the partner's cap still allows; null without one.</summary>
    public Points? PartnerLeft { get; init; }

    private Points? _left = SharedLimits.Left(account, programme, localDate, recordedAt);
    private Points _sum;

    /// <param name="alone">What limits of the rules themselves and groups have left.</param>
    public Stacked Apply(Stacked alone, BudgetsLeft budgets)
    {
        _cuts.AddRange(alone.Cuts);
        var left = new Dictionary<string, Points>(StringComparer.Ordinal);
        foreach (var rule in alone.Rules)
            Grant(rule, budgets, left);
        return new Stacked(_granted, _cuts);
    }

    /// <summary>
    /// What rules were cut to by more than their own limits: a refund computes the purchase again without asking those.
    /// </summary>
    public static IEnumerable<RulePoints> Caps(Stacked stacked) =>
        from cut in stacked.Cuts
        where cut.Reason is CutReason.Campaign or CutReason.Programme or CutReason.Budget or CutReason.Partner && cut.Points > Points.Zero
        group cut by cut.Rule into cuts
        select new RulePoints(cuts.Key, stacked.Rules.FirstOrDefault(rule => rule.Id == cuts.Key)?.Points ?? Points.Zero);

    private void Grant(RulePoints rule, BudgetsLeft budgets, Dictionary<string, Points> left)
    {
        // A factor below one takes points away: never more than the rules before it gave.
        var points = Points.Max(rule.Points, -_sum);
        var (known, campaign) = (programme.Rule(rule.Id), programme.CampaignOf(programme.Rule(rule.Id)));
        points = Cut(rule.Id, points, CampaignLeft(campaign), CutReason.Campaign);
        points = Cut(rule.Id, points, _left, CutReason.Programme);
        points = Cut(rule.Id, points, PartnerLeft - _sum, CutReason.Partner);
        foreach (var budget in programme.BudgetsOf(known))
            points = Cut(rule.Id, points, left.TryGetValue(budget.Key, out var rest) ? rest : budgets.Of(budget), CutReason.Budget);
        foreach (var budget in programme.BudgetsOf(known))
            if (budgets.Of(budget) is { } whole)
                left[budget.Key] = left.GetValueOrDefault(budget.Key, whole) - points;
        if (campaign is not null && CampaignLeft(campaign) is { } ofCampaign)
            _campaigns[campaign.Id] = ofCampaign - points;
        _left -= points;
        _sum += points;
        if (points != Points.Zero)
            _granted.Add(rule with { Points = points });
    }

    private Points Cut(string rule, Points points, Points? most, CutReason reason)
    {
        if (most is not { } limit || points <= limit)
            return points;
        var kept = Points.Max(limit, Points.Zero);
        _cuts.Add(new RuleCut(rule, reason, points - kept));
        return kept;
    }

    private Points? CampaignLeft(Campaign? campaign)
    {
        if (campaign is null)
            return null;
        if (!_campaigns.TryGetValue(campaign.Id, out var left))
            _campaigns[campaign.Id] = left = SharedLimits.Left(account, campaign, localDate, recordedAt, out var points) ? points : Points.Zero;
        return left;
    }
}
