using System.Diagnostics;
using System.Globalization;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Demo;

/// <summary>
/// Takes the hub through the year, day by day: the hub's clock is moved to the evening, the day's deliveries come in, points are spent, and
/// on the first of a month the runs of the month are made. Then the clock shows the present, and is not moved again.
/// </summary>
internal sealed class DemoLoader(DemoClient client, DemoSigner signer, DemoSize size, DemoCalendar calendar, DemoClock clock, DemoDayWork work, Page page)
{
    public async Task LoadAsync(CancellationToken stopping)
    {
        if (size.Members == 0 || signer.PartnerOf(StandardWebhooksConnector.Name) is null)
        {
            clock.MoveToPresent();
            return;
        }

        page.Heading("A year of a department store");
        if (calendar.IsOver || (!calendar.IsNew && await FindFirstAsync(stopping) is null))
        {
            clock.MoveToPresent();
            page.Say(await FindFirstAsync(stopping) is not null
                ? "It is there since an earlier run."
                : "This hub has been used before, so that its clock cannot go back a year. A new one can: --data with another directory.");
            return;
        }

        page.Say($"{size.Members} members, thirteen months of sales, refunds, visits, mailings, redemptions and files of an ERP, sent as the store's systems would send them."
            + " The hub's clock is set to the first day and moved on from day to day, so that each day's business is recorded on that day."
            + (calendar.IsNew ? "" : string.Create(CultureInfo.InvariantCulture, $" An earlier run was ended in the midst of it: it goes on with {calendar.Next:yyyy-MM-dd}."))
            + (size.IsCut ? " That is as many members as Azurite can hold; more need an account on Azure." : ""));
        var began = Stopwatch.GetTimestamp();
        await LiveAsync([.. new DemoYear(size.Members, calendar.End).Make().Where(day => day.On >= calendar.Next)], stopping);
        clock.MoveToPresent();
        await work.RunAsync("reconcile", calendar.End, stopping);
        page.Say(string.Create(CultureInfo.InvariantCulture, $"The year is there after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} seconds."));
    }

    private Task<MemberView?> FindFirstAsync(CancellationToken stopping) =>
        client.FindAsync($"/api/members/lookup?type=card&value={DemoYear.Card(0)}", ApiJson.Default.MemberView, stopping);

    private async Task LiveAsync(IReadOnlyList<YearDay> days, CancellationToken stopping)
    {
        var progress = new DemoProgress(page, "deliveries", days.Sum(day => day.Deliveries));
        var month = calendar.Next.Month;
        foreach (var day in days)
        {
            if (day.On.Month != month)
            {
                month = day.On.Month;
                await EndMonthAsync(new DateOnly(day.On.Year, month, 1), stopping);
            }

            clock.MoveOn(DemoYear.Closing(day.On));
            await work.DoAsync(day, progress.Step, stopping);
        }

        await work.SettleAsync(stopping);
    }

    private async Task EndMonthAsync(DateOnly first, CancellationToken stopping)
    {
        clock.MoveOn(DemoYear.Opening(first).AddHours(-7));
        await work.RunAsync("expire", first, stopping);
        await work.RunAsync("tiers", first, stopping);
    }
}
