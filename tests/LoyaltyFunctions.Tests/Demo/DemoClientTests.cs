using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoClientTests
{
    /// <summary>SHA-256 of <c>sample-operator-key</c>, as the sample settings have it.</summary>
    private const string SampleKey = "ec7f5c63259fcf6ec3486f6a6ffda30fd2b9698858ec2c62182e361bdfb9abdd";

    [Fact]
    public void The_sample_key_on_this_machine_is_all_it_takes()
    {
        using var client = Client("localhost:7191", SampleKey);

        Assert.Null(client.Objection);
        Assert.Equal(new Uri("http://localhost:7191"), client.Hub);
    }

    [Fact]
    public void Says_which_settings_are_missing()
    {
        using var client = Client("localhost:7191", new string('0', 64));

        Assert.Equal("add Clients__operator__* of local.settings.sample.json to the settings.", client.Objection);
    }

    [Fact]
    public void Keeps_off_a_hub_that_others_reach()
    {
        using var client = Client("loyalty.azurewebsites.net", SampleKey);

        Assert.Equal("loyalty.azurewebsites.net is not this machine.", client.Objection);
    }

    [Theory]
    [InlineData("http://localhost:7191/topics/local/api/events", "http://localhost:7191/topics/local/events?limit=10000")]
    [InlineData("https://loyalty.westeurope-1.eventgrid.azure.net/api/events", null)]
    [InlineData(null, null)]
    public void Counts_events_only_where_a_local_topic_shows_them(string? endpoint, string? shown)
    {
        using var client = Client("localhost:7191", SampleKey, endpoint);

        Assert.Equal(shown, client.Events?.ToString());
    }

    [Theory]
    [InlineData("""{"title":"Forbidden","detail":"This needs the scope `enrol`."}""", "This needs the scope `enrol`.")]
    [InlineData("""{"title":"Forbidden"}""", "Forbidden")]
    [InlineData("<html>", "<html>")]
    [InlineData("[]", "[]")]
    public void Explains_an_answer_in_its_own_words(string answer, string explained) =>
        Assert.Equal(explained, DemoClient.Explain(System.Text.Encoding.UTF8.GetBytes(answer)));

    private static DemoClient Client(string host, string keySha256, string? topic = null) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_HOSTNAME", host)]).Build(),
        Options.Create(new Dictionary<string, ClientOptions> { ["operator"] = new() { KeySha256 = keySha256 } }),
        Options.Create(new EventGridOptions { TopicEndpoint = topic }));
}
