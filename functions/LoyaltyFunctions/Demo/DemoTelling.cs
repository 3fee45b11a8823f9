namespace LoyaltyFunctions.Demo;

/// <summary>The parts of the demo in their order: where to look on, the programme, the year, and then a day in all detail.</summary>
internal sealed class DemoTelling(DemoClient client, DemoProgramme programme, DemoLoader year, DemoRun run, Page page)
{
    public async Task TellAsync(CancellationToken stopping)
    {
        await client.WaitForHubAsync(stopping);
        page.Heading("The demo");
        page.Say($"The console is open from now on: {client.Hub.ToString().TrimEnd('/')}/console, where the key {DemoClient.Key} signs you in.");
        await programme.PublishAsync(stopping);
        await year.LoadAsync(stopping);
        var somebody = await run.TellAsync(stopping);
        DemoNextSteps.Write(page, client, somebody);
    }
}
