using Loyalty.Entries;
using Loyalty.Offers;
using Loyalty.Play;
using Loyalty.Programmes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Programmes;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>What a member has come to: benefits of the tiers, open or not, and progress.</summary>
public sealed class StandingReader(MemberReader members, ProgrammeBook programmes, TimeProvider clock)
{
    private const string TierKind = "tier";
    private const string RuleKind = "rule";

    /// <param name="id">The member.</param>
    /// <param name="storeId">Where a visit is, for what is allowed by visit.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<BenefitPage> BenefitsAsync(string id, string? storeId, CancellationToken cancellation)
    {
        var (account, programme) = (await members.RequireAsync(id, cancellation), programmes.Current);
        var ladder = programme.Tiers;
        var opened = ladder.Levels.SelectMany(level => level.Benefits.Select(benefit => (Benefit: benefit, Level: level))).DistinctBy(one => one.Benefit);
        var today = programme.LocalDate(clock.GetUtcNow());
        var granted = account.Personal.Grants.Where(grant => grant.Kind == GrantKind.Benefit && grant.Until >= today);
        return new BenefitPage(
        [
            .. opened.Select(one => BenefitView.Of(programme.Benefit(one.Benefit), one.Benefit, one.Level.Id, BenefitStanding.Of(account, programme, one.Benefit, today, storeId))),
            .. granted.Select(grant => new BenefitView(grant.Item, null, true) { Name = programme.Benefit(grant.Item)?.Name, Until = grant.Until, UsesLeft = grant.Uses }),
        ]);
    }

    public async Task<ProgressPage> ProgressAsync(string id, CancellationToken cancellation)
    {
        var (account, programme) = (await members.RequireAsync(id, cancellation), programmes.Current);
        var tier = account.At(clock.GetUtcNow(), programme).Tier;
        var rules = programme.Earn.Where(rule => rule is { On: Occasions.Purchase, When.Every: not null })
            .Select(rule => new ProgressView(rule.Id, RuleKind, account.PurchaseCount % rule.When.Every!.Value, rule.When.Every.Value))
            .Concat(GoalProgress.AllFor(account, programme, clock.GetUtcNow()).Select(Towards));
        return new ProgressPage(tier.NextTier is { } next
            ? [new ProgressView(next, TierKind, tier.QualifyingPoints.Value, programme.Tiers.Level(next).From.Value), .. rules]
            : [.. rules]);
    }

    private static ProgressView Towards(GoalProgress progress) => new(progress.Goal.Id, Words.Of(progress.Goal.Kind), progress.Done, progress.Goal.Count)
    {
        Reached = progress.Reached,
        Name = progress.Goal.Name,
    };
}
