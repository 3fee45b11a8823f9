using System.Globalization;
using System.Text.RegularExpressions;
using LoyaltyFunctions.Demo;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Demo;

/// <summary>A hub that was started twice on the same data with <c>--demo</c>, and what the demo said each time.</summary>
public sealed partial class DemoHub : IAsyncLifetime
{
    private const string LastLine = "The hub keeps running; end it with Ctrl+C.";

    /// <summary>An ordinary day: nobody's birthday, and no season of the programme.</summary>
    private static readonly DateTimeOffset Day = new(2026, 6, 10, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Lines of the demo alone: neither the list of functions nor the log.</summary>
    public IReadOnlyList<string> First { get; private set; } = [];

    public IReadOnlyList<string> Second { get; private set; } = [];

    /// <summary>What could not be done in the first run.</summary>
    public string DeadLetters { get; private set; } = "";

    public IReadOnlyList<int> ExitCodes { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var settings = HubSettings.Standard.With("Clients__operator__KeySha256", "ec7f5c63259fcf6ec3486f6a6ffda30fd2b9698858ec2c62182e361bdfb9abdd");
        await using var hub = await Hub.StartAsync(settings, null, "--demo", "4", "--now", Day.ToString("O", CultureInfo.InvariantCulture));
        First = await StoryAsync(hub, 0);
        DeadLetters = (await new HubClient(hub, DemoClient.Key).GetAsync("/api/deadletters")).Text;
        var end = await hub.StopAsync();
        var said = hub.Output.Lines.Count;
        await hub.StartAgainAsync(Day.AddHours(1) - TimeProvider.System.GetUtcNow());
        Second = await StoryAsync(hub, said);
        ExitCodes = [end, await hub.StopAsync()];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<IReadOnlyList<string>> StoryAsync(Hub hub, int saidBefore)
    {
        await SeeAsync(hub, saidBefore, "A day in detail");
        await SeeAsync(hub, saidBefore, "What was sent, and what became of it");
        var lines = await SeeAsync(hub, saidBefore, LastLine);
        return [.. lines.SkipWhile(line => line != "The demo").Where(line => !LogPattern().IsMatch(line))];
    }

    private static Task<IReadOnlyList<string>> SeeAsync(Hub hub, int saidBefore, string line) => Eventually.SeeAsync(
        $"the demo has come to '{line}'",
        () => Task.FromResult<IReadOnlyList<string>>([.. hub.Output.Lines.Skip(saidBefore)]),
        said => said.Contains(line),
        said => string.Join('\n', said));

    [GeneratedRegex("^[0-9]{2}:[0-9]{2}:[0-9]{2} ")]
    private static partial Regex LogPattern();
}
