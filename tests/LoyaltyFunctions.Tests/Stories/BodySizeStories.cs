using System.Net.Http.Headers;
using System.Text;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Bodies that are too much, or nearly.</summary>
[Collection(StoryHub.Collection)]
public sealed class BodySizeStories(StoryHub story)
{
    private const int MaxBody = 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "63")]
    public async Task A_body_above_a_mebibyte_is_too_large_whether_or_not_it_says_so(bool declared)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"type":"{{new string('x', MaxBody)}}"}""");

        Assert.Equal("too-large", (await PostAsync("/api/webhooks/pos/acme", body, declared)).Expect(413).Problem);
        Assert.Equal("too-large", (await PostAsync("/api/members", body, declared)).Expect(413).Problem);
    }

    [Fact]
    [Trait("Fault", "63")]
    public async Task A_body_of_exactly_a_mebibyte_is_read()
    {
        const string head = "{\"type\":\"", tail = "\"}";
        var body = head + new string('x', MaxBody - head.Length - tail.Length) + tail;

        Assert.Equal(["/type"], (await story.Acme.SendAsync(body)).Expect(422).Pointers);
    }

    [Fact]
    [Trait("Fault", "63")]
    public async Task A_hundred_megabytes_are_refused_before_they_are_sent()
    {
        using var content = new ByteArrayContent(new byte[100 * 1024 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/pos/acme") { Content = content };
        request.Headers.ExpectContinue = true;

        using var response = await story.Hub.Http.SendAsync(request);

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    [Trait("Fault", "63")]
    public async Task Ten_thousand_distinct_keys_are_as_good_as_one()
    {
        var keys = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"k{i}\":{i}"));

        Assert.Equal(202, (await story.Acme.SendAsync($$"""{"type":"till.opened",{{keys}}}""")).Status);
    }

    private async Task<Reply> PostAsync(string path, byte[] body, bool declared)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(new MemoryStream(body)) };
        request.Headers.Add("Authorization", $"Bearer {HubSettings.KeyOf("operator")}");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TransferEncodingChunked = !declared;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await story.Hub.Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }
}
