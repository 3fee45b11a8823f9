namespace LocalHost.Tests.Hosting;

/// <summary>Starts that cannot succeed: one line, exit code 1, no stack trace.</summary>
public sealed class StartTests
{
    [Theory]
    [Trait("Fault", "116")]
    [InlineData("--port nine", "", "", "--port nine: not a port number (1 to 65535, or 0 for any that is free)")]
    [InlineData("", "Queues__Work", "", "Queues:Work is not set; function ")]
    [InlineData("", "Schedules__Daily", "at night", "Schedules:Daily is at night, not NCRONTAB")]
    [InlineData("", "Sample__Mood", "wrong", "Sample__Mood is wrong; say calm")]
    [InlineData("", "AzureWebJobsStorage", "nonsense", "AzureWebJobsStorage is not a connection string")]
    [InlineData("", "AzureWebJobsStorage", "", "AzureWebJobsStorage is not set; queues need it")]
    public async Task Names_what_is_wrong(string arguments, string setting, string value, string line)
    {
        var storage = ("AzureWebJobsStorage", (string?)Testing.Azurite.OnFreePorts());
        (string, string?)[] settings = setting == "" ? [storage] : [storage, (setting, value)];
        await using var app = SampleProcess.Launch(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), settings);
        await app.WaitForExitAsync();
        Assert.Equal(1, app.ExitCode);
        Assert.StartsWith(line, Assert.Single(app.Errors), StringComparison.Ordinal);
        Assert.Empty(app.Output);
    }
}
