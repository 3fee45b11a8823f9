using LocalHost.Hosting;

namespace LocalHost.Tests.Hosting;

public sealed class LaunchOptionsTests
{
    [Fact]
    public void Takes_its_own_options_and_leaves_the_others()
    {
        var options = LaunchOptions.Parse(["--demo", "--port", "8080", "--now=2026-03-29T01:30:00+01:00", "--settings", "a.json", "--data", "d", "x"]);
        Assert.Equal(8080, options.Port);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 0, 30, 0, TimeSpan.Zero), options.Now);
        Assert.Equal("a.json", options.Settings);
        Assert.Equal("d", options.Data);
        Assert.Equal(["--demo", "x"], options.Rest);
    }

    [Fact]
    public void Without_options_it_is_7071_and_the_real_time()
    {
        var options = LaunchOptions.Parse([]);
        Assert.Equal(7071, options.Port);
        Assert.Null(options.Now);
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "http")]
    [InlineData("--now", "noon")]
    [InlineData("--now", "12:00")]
    public void A_bad_value_is_named(string name, string value)
    {
        var fault = Assert.Throws<StartFault>(() => LaunchOptions.Parse([name, value]));
        Assert.StartsWith($"{name} {value}: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_value_is_named() =>
        Assert.Equal("--data needs a value", Assert.Throws<StartFault>(() => LaunchOptions.Parse(["--data"])).Message);
}
