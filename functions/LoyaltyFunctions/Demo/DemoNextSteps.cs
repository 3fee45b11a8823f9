namespace LoyaltyFunctions.Demo;

/// <summary>Where a newcomer looks next: lines to copy.</summary>
internal static class DemoNextSteps
{
    public static void Write(Page page, DemoClient client, string memberId)
    {
        var hub = client.Hub.ToString().TrimEnd('/');
        page.Heading("Look around");
        page.Say("In a browser: the console, where the key below signs you in, and the API's description to try out.");
        page.Line($"{hub}/console");
        page.Line($"{hub}/docs");
        page.Say($"The key: {DemoClient.Key}");
        page.Line($"key='Authorization: Bearer {DemoClient.Key}'");
        page.Line($"ada={hub}/api/members/{memberId}");
        page.Line("curl -H \"$key\" $ada/balance");
        page.Line("curl -H \"$key\" $ada/entries");
        page.Line($"curl -H \"$key\" -d '{{}}' {hub}/api/archive/verify");
        page.Line($"curl {hub}/api/health");
        page.Line($"curl {hub}/api/openapi.json");
        if (client.Events is { } events)
        {
            page.Line($"curl \"{events}\"");
        }

        page.Say("");
        page.Say("More requests: functions/requests.http. How it all works: README.md and functions/README.md.");
        page.Say("The hub keeps running; end it with Ctrl+C.");
    }
}
