using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoClientTests
{
    [Theory]
    [InlineData("http://localhost:7191/topics/local/api/events", "http://localhost:7191/topics/local/events?limit=10000")]
    [InlineData("https://loyalty.westeurope-1.eventgrid.azure.net/api/events", null)]
    [InlineData(null, null)]
    public void Counts_events_only_where_a_local_topic_shows_them(string? endpoint, string? shown)
    {
        using var client = Client(endpoint);

        Assert.Equal(shown, client.Events?.ToString());
    }

    [Theory]
    [InlineData("""{"title":"Forbidden","detail":"This needs the scope `enrol`."}""", "This needs the scope `enrol`.")]
    [InlineData("""{"title":"Forbidden"}""", "Forbidden")]
    [InlineData("<html>", "<html>")]
    [InlineData("[]", "[]")]
    public void Explains_an_answer_in_its_own_words(string answer, string explained) =>
        Assert.Equal(explained, DemoClient.Explain(System.Text.Encoding.UTF8.GetBytes(answer)));

    private static DemoClient Client(string? topic) => new(
        new DemoGround(new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_HOSTNAME", "localhost:7191")]).Build()),
        Options.Create(new EventGridOptions { TopicEndpoint = topic }));
}
