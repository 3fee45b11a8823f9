using Loyalty.Campaigns;
using Loyalty.Programmes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Insights;

/// <summary>What a request about campaigns needs of the stores.</summary>
public sealed record CampaignStores(CampaignReports Reports, AskedRuns Asked, Runs Runs, LedgerTables Tables);

/// <summary>
/// `/api/campaigns`: which there are, and what one came to. A report is asked for, counted in the background and read as it goes; it counts what was recorded until it was asked for.
/// </summary>
public sealed class CampaignReportRequest(CampaignStores stores, ProgrammeBook programmes, BudgetedCommits budgets, TimeProvider clock)
{
    public const string Kind = "campaign";

    /// <summary>Stands for the newest report.</summary>
    public const string Latest = "latest";

    private sealed record Days(DateOnly? From, DateOnly? To);

    /// <summary>The campaigns of the programme that holds, in its order.</summary>
    public async Task<CampaignPage> ListAsync(CancellationToken cancellation)
    {
        var spent = (await budgets.ListAsync(cancellation)).Items.Where(budget => budget.Kind == Kind).ToDictionary(budget => budget.Id);
        var items = new List<CampaignSummaryView>();
        foreach (var campaign in programmes.Current.Campaigns)
        {
            var latest = await stores.Reports.FindLatestAsync(campaign.Id, cancellation);
            items.Add(CampaignSummaryView.Of(campaign) with { Budget = spent.GetValueOrDefault(campaign.Id), Report = latest?.Run });
        }

        return new CampaignPage(items);
    }

    /// <summary>Returns the answer, and the messages that make the run go.</summary>
    public async Task<(IActionResult Answer, string[] Messages)> StartAsync(
        string campaignId, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var campaign = Known(campaignId);
        var days = JsonRequest.Read(body.IsEmpty ? "{}"u8.ToArray() : body, fields => Read(fields, campaign))!;
        var (run, hash) = await stores.Asked.KeepAsync(operation, Runs.NewId(Kind, clock.GetUtcNow()) + operation.Key[..6], cancellation);
        if (hash != operation.RequestHash)
        {
            throw new ProblemException(Problem.IdempotencyKeyReused);
        }

        var state = await stores.Runs.FindAsync(run, cancellation);
        if (state is null)
        {
            await stores.Reports.KeepAsync(await PlanAsync(run, campaign, days, cancellation), cancellation);
        }

        var ranges = MemberRange.Of(stores.Tables.Each(Names.Tables.Accounts).Count);
        await (state is null ? stores.Runs.StartAsync(new Run(run, Kind, clock.GetUtcNow(), ranges.Count), cancellation) : Task.CompletedTask);
        var view = ApiJson.Write(new AcceptedView(run), ApiJson.Default.AcceptedView);
        var messages = state?.FinishedAt is null ? ranges.Select((range, shard) => new CampaignReportMessage(run, campaign.Id, shard, range).ToJson()) : [];
        return (new AnswerResult(new Answer(202, view, $"/api/campaigns/{campaign.Id}/reports/{run}"), replayed: state is not null), [.. messages]);
    }

    public async Task<CampaignReportView> GetAsync(string campaign, string id, CancellationToken cancellation)
    {
        var plan = id == Latest ? await stores.Reports.FindLatestAsync(campaign, cancellation) : await stores.Reports.FindAsync(campaign, Ids.Require(id), cancellation);
        if (plan is null || await stores.Runs.FindAsync(plan.Run, cancellation) is not { } state)
        {
            throw new ProblemException(Problem.NotFound);
        }

        var programme = await programmes.VersionAsync(plan.Version, cancellation);
        return CampaignReportView.Of(state, plan, programme, new CampaignReport(await stores.Reports.SumAsync(plan.Run, cancellation)));
    }

    private Campaign Known(string id) => programmes.Current.Campaigns.FirstOrDefault(campaign => campaign.Id == id) ?? throw new ProblemException(Problem.NotFound);

    /// <summary>A rule that has left the programme was the campaign's all the same.</summary>
    private async Task<CampaignPlan> PlanAsync(string run, Campaign campaign, Days days, CancellationToken cancellation)
    {
        await programmes.ReloadAsync(cancellation);
        var rules = programmes.Versions.SelectMany(version => version.Earn).Where(rule => rule.Campaign == campaign.Id).Select(rule => rule.Id);
        var scope = new CampaignScope(
            campaign.Id, campaign.HoldOut, [.. rules.Distinct().Order(StringComparer.Ordinal)], days.From!.Value, days.To!.Value, clock.GetUtcNow());
        return new CampaignPlan(run, programmes.Current.Version, scope);
    }

    private Days Read(Fields body, Campaign campaign)
    {
        var (from, to) = (body.Date("from") ?? DayOf(campaign.From, isEnd: false), body.Date("to") ?? DayOf(campaign.Until, isEnd: true) ?? Today);
        if (from is null && !body.Has("from"))
        {
            body.Fault("from", "is missing: the campaign does not say when it began");
        }
        else if (from > to)
        {
            body.Fault("to", "must not be before from");
        }

        return new Days(from, to);
    }

    private DateOnly Today => programmes.Current.LocalDate(clock.GetUtcNow());

    private DateOnly? DayOf(Bound? bound, bool isEnd) => bound?.Date
        ?? (bound?.Instant is { } instant ? programmes.Current.LocalDate(isEnd ? instant.AddTicks(-1) : instant) : null);
}
