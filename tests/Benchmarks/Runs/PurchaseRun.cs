using Benchmarks.Loads;
using Benchmarks.Processes;
using Benchmarks.Reports;

namespace Benchmarks.Runs;

/// <summary>
/// Purchases beside raw transactions, with few members present and with many: window by window in turn, so that whatever else the machine
/// does meets all of them.
/// </summary>
internal sealed class PurchaseRun(Plan plan, Stand few, Stand many)
{
    private HubLoad FewHub { get; } = new(few.Client);

    private HubLoad ManyHub { get; } = new(many.Client);

    public required RawLoad Raw { get; init; }

    public required IReadOnlyList<string> FewMembers { get; init; }

    public required IReadOnlyList<string> ManyMembers { get; init; }

    public async Task WarmUpAsync()
    {
        await FewHub.PurchasesAsync(Plan.Callers[0], FewMembers, plan.WarmUp);
        await ManyHub.PurchasesAsync(Plan.Callers[0], ManyMembers, plan.WarmUp);
        await Raw.BatchesAsync(Plan.Callers[0], plan.FewMembers, plan.Window);
    }

    public async Task<Result> MeasureAsync(int callers, bool withMany)
    {
        var result = new Result(
            new($"raw transactions of four rows, {callers} callers"),
            new($"purchases, {FewMembers.Count:N0} members, {callers} callers"),
            new($"purchases, {ManyMembers.Count:N0} members, {callers} callers"));
        for (var round = 0; round < plan.Rounds; round++)
        {
            await result.Raw.AddAsync(few, () => Raw.BatchesAsync(callers, plan.FewMembers, plan.Window));
            await result.Few.AddAsync(few, () => FewHub.PurchasesAsync(callers, FewMembers, plan.Window));
            if (withMany)
                await result.Many.AddAsync(many, () => ManyHub.PurchasesAsync(callers, ManyMembers, plan.Window));
            Progress.Say($"{callers} callers, round {round + 1} of {plan.Rounds}: {result.Raw.Last:0} raw, {result.Few.Last:0} purchases a second");
        }

        return result;
    }

    /// <summary>The same number of windows each; none of many where that was not asked for.</summary>
    internal sealed record Result(Series Raw, Series Few, Series Many);
}
