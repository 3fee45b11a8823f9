using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>A hub with wrong settings does not start, and says which setting it is.</summary>
[Collection(StoryHub.Collection)]
[Trait("Fault", "116")]
public sealed class SettingsStories(StoryHub story)
{
    [Theory]
    [InlineData("Clients__app__Scopes", "read,everything")]
    [InlineData("Clients__app__KeySha256", "not-a-hash")]
    [InlineData("Partners__acme__Format", "Morse")]
    [InlineData("Partners__acme__Kind", "till")]
    [InlineData("Partners__acme__Secrets__0", " ")]
    [InlineData("Partners__acme__Secrets__0", "whsec_!")]
    [InlineData("Partners__square__NotificationUrl", "hub.example.com")]
    [InlineData("RateLimit__PerSecond", "0")]
    [InlineData("Program__Path", "no-such-program.json")]
    [InlineData("SweepOutboxSchedule", "every minute")]
    [InlineData(HubSettings.Storage, "nonsense")]
    [InlineData(HubSettings.Storage, "")]
    [InlineData(HubSettings.Storage, "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=no-key;TableEndpoint=http://127.0.0.1:1/a")]
    public async Task A_wrong_setting_stops_the_start(string setting, string value)
    {
        var end = await Hub.RefuseAsync(HubSettings.Standard.With(setting, value), story.Hub.Storage);

        AssertNames(setting, end);
        Assert.DoesNotContain("stories-", end.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Partners__acme__Secrets__0")]
    [InlineData("Partners__acme__Kind")]
    [InlineData("Partners__square__NotificationUrl")]
    [InlineData("SweepOutboxSchedule")]
    public async Task A_missing_setting_stops_the_start(string setting) =>
        AssertNames(setting, await Hub.RefuseAsync(HubSettings.Standard.Without(setting), story.Hub.Storage));

    [Fact]
    public async Task A_storage_that_refuses_its_key_stops_the_start()
    {
        var storage = story.Hub.Storage.ConnectionString;
        var key = storage.Split("AccountKey=")[1].Split(';')[0];

        var end = await Hub.RefuseAsync(
            HubSettings.Standard.With(HubSettings.Storage, storage.Replace(key, Convert.ToBase64String(new byte[64]), StringComparison.Ordinal)),
            story.Hub.Storage);

        AssertNames(HubSettings.Storage, end);
    }

    [Fact]
    public async Task A_ledger_account_that_does_not_answer_stops_the_start()
    {
        var silent = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:9/a;";

        var end = await Hub.RefuseAsync(HubSettings.Standard.With("Ledger__Accounts__0", silent), story.Hub.Storage);

        AssertNames("Ledger__Accounts__0: the storage does not answer", end);
    }

    [Fact]
    public async Task A_key_of_two_clients_stops_the_start()
    {
        var settings = HubSettings.Standard.WithClient("twin", "read").WithClient("app", "read");
        var digest = "0000000000000000000000000000000000000000000000000000000000000000";

        var end = await Hub.RefuseAsync(
            settings.With("Clients__twin__KeySha256", digest).With("Clients__app__KeySha256", digest), story.Hub.Storage);

        Assert.Equal(1, end.ExitCode);
        Assert.Matches("^Clients__(twin|app)__KeySha256: ", Assert.Single(end.Errors));
    }

    [Theory]
    [InlineData("\"on\": \"purchase\"", "\"on\": \"lottery\"", "/earn/0/on")]
    [InlineData("\"per\": \"1.00\"", "\"per\": \"0.00\"", "/earn/0/points/per")]
    [InlineData("\"timeZone\": \"Europe/Berlin\"", "\"timeZone\": \"Europe/Nowhere\"", "/timeZone")]
    [InlineData("\"from\": 500", "\"from\": -500", "/tiers/levels/1/from")]
    public async Task A_wrong_programme_stops_the_start_and_says_where(string right, string wrong, string place)
    {
        var document = ProgrammeDocument();
        var at = document.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at > 0);
        var path = await story.Hub.Storage.WriteAsync("wrong-program.json", document.Remove(at, right.Length).Insert(at, wrong));

        var end = await Hub.RefuseAsync(HubSettings.Standard.With("Program__Path", path), story.Hub.Storage);

        AssertNames("Program__Path", end);
        Assert.Contains($" {place} ", end.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "108")]
    public async Task A_programme_version_published_again_with_another_content_stops_the_start()
    {
        var changed = ProgrammeDocument().Replace("{\"fixed\": 100}", "{\"fixed\": 101}", StringComparison.Ordinal);
        Assert.NotEqual(ProgrammeDocument(), changed);
        var path = await story.Hub.Storage.WriteAsync("changed-program.json", changed);

        var end = await Hub.RefuseAsync(HubSettings.Standard.With("Program__Path", path), story.Hub.Storage);

        AssertNames("Program__Path", end);
        Assert.Contains("version 1", end.Errors[0], StringComparison.Ordinal);
    }

    private static void AssertNames(string setting, HubEnd end)
    {
        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith(setting, Assert.Single(end.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(end.Lines, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    private static string ProgrammeDocument() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "program.json"));
}
