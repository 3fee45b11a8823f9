using System.Net;
using System.Text;

namespace LocalHost.Tests.Http;

/// <summary>One running app for the questions that leave nothing behind.</summary>
[Collection(HostTests.Name)]
public sealed class HttpTests(HostFixture host) : IAsyncLifetime
{
    private SampleProcess? _app;

    private HttpClient Http => _app!.Http;

    public async Task InitializeAsync() => _app = await host.StartFreshAsync();

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    [Fact]
    public async Task Answers_with_what_functions_return()
    {
        using var ping = await Http.GetAsync("/api/Ping");
        Assert.Equal("pong", await ping.Content.ReadAsStringAsync());
        Assert.False(ping.Headers.Contains("Server"));
        Assert.Equal("Ping", ping.Headers.GetValues("x-function").Single());

        var item = await Http.GetStringAsync("/api/items/cup/7");
        Assert.Equal("""{"kind":"cup","id":7,"method":"GET","seen":"ShowItem","data":"7"}""", item);

        using var body = new StringContent("""{"Name":"ann","times":1}""", Encoding.UTF8, "application/json");
        using var echo = await Http.PostAsync("/api/echo", body);
        Assert.Equal("""{"name":"ann","times":2}""", await echo.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("GET", "/api/items/cup/seven", 404)]
    [InlineData("POST", "/api/Ping", 405)]
    [InlineData("GET", "/api/fail", 500)]
    [InlineData("POST", "/api/echo", 500)]
    [InlineData("POST", "/admin/functions/Nobody", 404)]
    [InlineData("POST", "/admin/functions/Ping", 400)]
    [InlineData("POST", "/runtime/webhooks/eventgrid?functionName=Nobody", 404)]
    [InlineData("OPTIONS", "/runtime/webhooks/eventgrid?functionName=OnEvent", 400)]
    public async Task Failures_are_empty_answers(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Sends_every_output_before_it_answers()
    {
        using var answer = await Http.PostAsync("/api/orders/o-1", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var events = await Http.GetStringAsync("/topics/local/events?subject=o-1");
        Assert.Equal("""[{"specversion":"1.0","id":"o-1","source":"/sample","type":"order.sent","subject":"o-1"}]""", events);
        await _app!.UntilAsync(x => x.Contains("totals o-1=42.5"));
    }

    [Fact]
    public async Task Admin_lists_functions_and_runs_them_at_once()
    {
        Assert.Contains("""{"name":"Work","trigger":"queue","on":"work"}""", await Http.GetStringAsync("/admin/functions"), StringComparison.Ordinal);
        Assert.Equal(202, await RunAsync("Daily", ""));
        Assert.Equal(202, await RunAsync("work", "by hand"));
        Assert.Equal(202, await RunAsync("Orders", """{"Id":"o-2","Total":1}""", "[o-2]"));
        Assert.Equal(202, await RunAsync("OnEvent", """{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"s"}"""));
        Assert.Equal(400, await RunAsync("OnEvent", "no event"));
        await _app!.UntilAsync(x => x.Contains("done by hand 0") && x.Contains("event t s") && x.Any(line => line.StartsWith("daily False", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Shows_the_newest_events_of_a_topic_and_refuses_what_is_no_event()
    {
        foreach (var id in new[] { "1", "2", "3" })
            Assert.Equal(200, await PostAsync("/topics/mine/api/events", $$"""[{"id":"{{id}}","subject":"s"}]""", "application/cloudevents-batch+json"));
        Assert.Equal("""[{"id":"2","subject":"s"},{"id":"3","subject":"s"}]""", await Http.GetStringAsync("/topics/mine/events?limit=2"));
        Assert.Equal("[]", await Http.GetStringAsync("/topics/mine/events?subject=other"));
        Assert.Equal(400, await PostAsync("/topics/mine/api/events", "[1]"));
        Assert.Equal(400, await PostAsync("/topics/mine/api/events", "{"));
    }

    private Task<int> RunAsync(string function, string input, string? array = null) =>
        PostAsync($"/admin/functions/{function}", System.Text.Json.JsonSerializer.Serialize(new { input, array }));

    private async Task<int> PostAsync(string path, string json, string type = "application/json")
    {
        using var body = new StringContent(json, Encoding.UTF8, type);
        using var answer = await Http.PostAsync(path, body);
        return (int)answer.StatusCode;
    }
}
