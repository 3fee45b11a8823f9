using System.Text;
using LoyaltyFunctions.Tests.Connectors;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Systems that ask before they deliver, demand an answer of their own, or can only put their secret into the URL. That no log shows
/// those secrets is seen when the running hub ends.</summary>
[Collection(StoryHub.Collection)]
public sealed class HandshakeStories(StoryHub story)
{
    [Fact]
    [Trait("Fault", "118")]
    public async Task A_secret_at_the_end_of_the_path_lets_a_delivery_in_and_Odoo_gets_its_own_answer()
    {
        var body = Encoding.UTF8.GetBytes(Deliveries.Text("Odoo", "res.partner"));

        var reply = await PostAsync("/api/webhooks/erp/odoo/sample-odoo-secret", body);

        Assert.Equal((200, """{"status":"ok"}"""), (reply.Status, reply.Text));
        Assert.StartsWith("application/json", reply.ContentType, StringComparison.Ordinal);
        AssertRefused(await PostAsync("/api/webhooks/erp/odoo/sample-odoo-secre", body));
        AssertRefused(await PostAsync("/api/webhooks/erp/odoo/sample-mailchimp-secret", body));
        AssertRefused(await PostAsync("/api/webhooks/erp/odoo", body));
        AssertRefused(await PostAsync("/api/webhooks/crm/odoo/sample-odoo-secret", body));
    }

    [Fact]
    public async Task Salesforce_gets_its_acknowledgement_in_XML()
    {
        var reply = await PostAsync("/api/webhooks/crm/salesforce/sample-salesforce-secret", Encoding.UTF8.GetBytes(Deliveries.Text("Salesforce", "contact")));

        Assert.Equal(200, reply.Status);
        Assert.Contains("<Ack>true</Ack>", reply.Text, StringComparison.Ordinal);
        Assert.StartsWith("text/xml", reply.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Business_Central_gets_its_token_and_never_a_refusal()
    {
        var token = await PostAsync("/api/webhooks/erp/businesscentral?validationToken=abc.DEF-123", []);
        var forged = await PostAsync("/api/webhooks/erp/businesscentral", """{"value":[{"clientState":"wrong"}]}"""u8.ToArray());

        Assert.Equal((200, "abc.DEF-123", "nosniff"), (token.Status, token.Text, token.Header("X-Content-Type-Options")));
        Assert.StartsWith("text/plain", token.ContentType, StringComparison.Ordinal);
        Assert.Equal((202, ""), (forged.Status, forged.Text));
    }

    [Fact]
    [Trait("Fault", "85")]
    public async Task Event_Grid_gets_its_code_back_only_with_the_secret_and_for_a_topic_of_the_settings()
    {
        const string Body = $$"""[{"id":"1","topic":"{{Deliveries.Topic}}","data":{"validationCode":"512d38b6-c7b8"},"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-11-02T09:00:00Z"}]""";
        var headers = new Dictionary<string, string> { ["aeg-event-type"] = "SubscriptionValidation" };

        var reply = await story.Hub.DeliverAsync("/api/webhooks/gis/azuremaps/sample-azuremaps-secret", Encoding.UTF8.GetBytes(Body), headers);

        Assert.Equal((200, """{"validationResponse":"512d38b6-c7b8"}"""), (reply.Status, reply.Text));
        AssertRefused(await story.Hub.DeliverAsync("/api/webhooks/gis/azuremaps/wrong", Encoding.UTF8.GetBytes(Body), headers));
        AssertRefused(await story.Hub.DeliverAsync(
            "/api/webhooks/gis/azuremaps/sample-azuremaps-secret", Encoding.UTF8.GetBytes(Body.Replace("accounts/sample", "accounts/other")), headers));
    }

    [Fact]
    public async Task Questions_by_GET_and_OPTIONS_are_answered_on_the_same_path()
    {
        var challenge = await AskAsync(HttpMethod.Get, "/api/webhooks/gis/esri?crc_token=abc");
        var mailchimp = await AskAsync(HttpMethod.Get, "/api/webhooks/marketing/mailchimp/sample-mailchimp-secret");
        var allowed = await AskAsync(HttpMethod.Options, "/api/webhooks/gis/azuremaps/sample-azuremaps-secret", ("WebHook-Request-Origin", "eventgrid.azure.net"));

        Assert.StartsWith("sha256=", challenge.Expect(200).Json.GetProperty("response_token").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, mailchimp.Status);
        Assert.Equal("eventgrid.azure.net", allowed.Expect(200).Header("WebHook-Allowed-Origin"));
        AssertRefused(await AskAsync(HttpMethod.Get, "/api/webhooks/pos/acme"));
        AssertRefused(await AskAsync(HttpMethod.Get, "/api/webhooks/marketing/mailchimp/wrong"));
        AssertRefused(await AskAsync(HttpMethod.Options, "/api/webhooks/pos/acme", ("WebHook-Request-Origin", "eventgrid.azure.net")));
        Assert.Equal(405, (await AskAsync(HttpMethod.Put, "/api/webhooks/pos/acme")).Status);
    }

    [Fact]
    public async Task A_wrong_content_type_does_not_hide_a_good_delivery()
    {
        var body = Encoding.UTF8.GetBytes(Deliveries.Text("Mailchimp", "unsubscribe"));

        Assert.Equal(202, (await PostAsync("/api/webhooks/marketing/mailchimp/sample-mailchimp-secret", body)).Status);
        Assert.Equal(400, (await PostAsync("/api/webhooks/marketing/mailchimp/sample-mailchimp-secret", "{}"u8.ToArray())).Status);
    }

    private Task<Reply> PostAsync(string path, byte[] body) => story.Hub.DeliverAsync(path, body, new Dictionary<string, string>());

    private async Task<Reply> AskAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await story.Hub.Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    private static void AssertRefused(Reply reply) => Assert.Equal((401, "signature-invalid"), (reply.Status, reply.Problem));
}
