using System.Text;

namespace LocalHost.Tests.EventGrid;

[Collection(HostTests.Name)]
public sealed class EventGridWebhookTests(HostFixture host)
{
    private const string Path = "/runtime/webhooks/eventgrid?functionName=";

    [Fact]
    public async Task Agrees_to_subscriptions_and_runs_functions_on_events()
    {
        await using var app = await host.StartFreshAsync();
        Assert.Equal(
            (200, """{"validationResponse":"abc"}"""),
            await PostAsync(app, "OnEvent", "SubscriptionValidation", """[{"id":"1","data":{"validationCode":"abc"}}]"""));
        Assert.Equal(400, (await PostAsync(app, "OnEvent", "SubscriptionValidation", """[{"id":"1"}]""")).Status);
        Assert.Equal(400, (await PostAsync(app, "OnEvent", "Surprise", "[]")).Status);

        const string two = """
            [{"specversion":"1.0","id":"1","source":"/s","type":"sold","subject":"a"},{"specversion":"1.0","id":"2","source":"/s","type":"sold","subject":"b"}]
            """;
        Assert.Equal(202, (await PostAsync(app, "OnEvent", "Notification", two)).Status);
        Assert.Equal(202, (await PostAsync(app, "OnEvents", "Notification", two)).Status);
        Assert.Equal(500, (await PostAsync(app, "OnEvent", "Notification", """{"id":"no cloud event"}""")).Status);
        Assert.Equal(["event sold a", "event sold b", "events 2"], app.Journal);

        using var handshake = new HttpRequestMessage(HttpMethod.Options, Path + "OnEvent");
        handshake.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        using var agreed = await app.Http.SendAsync(handshake);
        Assert.Equal("eventgrid.azure.net", agreed.Headers.GetValues("WebHook-Allowed-Origin").Single());
    }

    private static async Task<(int Status, string Body)> PostAsync(SampleProcess app, string function, string type, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path + function) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("aeg-event-type", type);
        using var answer = await app.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
