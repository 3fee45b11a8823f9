using System.Net.Http.Headers;
using System.Text;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Bodies that no well-behaved till sends. Each gets its own answer; none is written, none stops the hub.</summary>
[Collection(StoryHub.Collection)]
public sealed class MalformedStories(StoryHub story)
{
    private const int MaxBody = 1024 * 1024;

    public static TheoryData<string, string> Malformed => new()
    {
        { "empty", "" },
        { "blank", " \r\n" },
        { "null", "null" },
        { "an array", "[]" },
        { "a string", "\"sale\"" },
        { "truncated", """{"type":"purchase.completed","data":{""" },
        { "trailing garbage", """{"type":"purchase.completed"} x""" },
        { "two documents", """{"type":"a"}{"type":"b"}""" },
        { "a key twice", """{"type":"purchase.completed","type":"till.opened"}""" },
        { "a key twice inside", """{"type":"purchase.completed","data":{"total":"1.00","total":"1000000.00"}}""" },
        { "33 levels", string.Concat(Enumerable.Repeat("""{"a":""", 33)) + "1" + new string('}', 33) },
        { "10,000 levels", string.Concat(Enumerable.Repeat("""{"a":""", 10_000)) + "1" + new string('}', 10_000) },
        { "half a surrogate", """{"type":"\ud800"}""" },
        { "comments", """{"type":"a" /* note */}""" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    [Trait("Fault", "61")]
    [Trait("Fault", "63")]
    [Trait("Fault", "64")]
    public async Task A_body_that_is_no_JSON_object_is_malformed_on_every_route(string what, string body)
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());

        Assert.Equal((what, "malformed"), (what, (await story.Acme.SendAsync(body)).Expect(400).Problem));
        Assert.Equal((what, "malformed"), (what, (await story.Till.PostAsync($"/api/members/{member}/purchases", body)).Expect(400).Problem));
        Assert.Equal((what, "malformed"), (what, (await story.Operator.PostAsync("/api/members", body)).Expect(400).Problem));
        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "61")]
    public async Task A_byte_order_mark_is_no_fault()
    {
        var card = MemberBody.NewCard();
        var member = await story.Operator.EnrolAsync(new MemberBody { Card = card });

        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync("\uFEFF" + new SaleBody("12.00") { Card = card }.ToWebhook(story.Hub.Now)), "processed");

        Assert.Equal(112, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "61")]
    public async Task An_empty_object_is_told_what_is_missing()
    {
        Assert.Equal(["/type"], (await story.Acme.SendAsync("{}")).Expect(422).Pointers);
        Assert.Equal(["/identities"], (await story.Operator.PostAsync("/api/members", "{}")).Expect(422).Pointers);
    }

    [Fact]
    [Trait("Fault", "86")]
    public async Task All_wrong_fields_are_named_at_once()
    {
        const string data = """
            {"receiptId":"","storeId":7,"currency":"HRK","total":12.5,"member":{"type":"card","value":""},
             "lines":[{"sku":"A","quantity":1,"amount":"x"},{"quantity":"1e3","amount":"1.00"}],"tenders":{}}
            """;
        var member = await story.Operator.EnrolAsync(new MemberBody());

        var webhook = (await story.Acme.SendAsync($$"""{"type":"purchase.completed","occurredAt":"yesterday","data":{{data}}}""")).Expect(422);
        var route = (await story.Till.PostAsync($"/api/members/{member}/purchases", data)).Expect(422);

        string[] expected = ["/storeId", "/receiptId", "/currency", "/total", "/lines/1/sku", "/lines/1/quantity", "/tenders"];
        Assert.Equal("invalid", webhook.Problem);
        Assert.Superset(expected.Select(pointer => "/data" + pointer).Append("/occurredAt").Append("/data/member/value").ToHashSet(), webhook.Pointers.ToHashSet());
        Assert.Equal("invalid", route.Problem);
        Assert.Superset(expected.ToHashSet(), route.Pointers.ToHashSet());
    }

    [Theory]
    [InlineData("-1.00")]
    [InlineData("1.005")]
    [InlineData("1e2")]
    [InlineData("99999999999999999999.00")]
    [InlineData("NaN")]
    [InlineData("")]
    [Trait("Fault", "86")]
    [Trait("Fault", "87")]
    public async Task A_total_that_is_no_amount_of_the_currency_is_refused(string total)
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());

        Assert.Equal(["/total"], (await story.Till.TryRecordAsync(member, new SaleBody(total))).Expect(422).Pointers);

        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "86")]
    public async Task Lines_or_tenders_that_do_not_add_up_are_refused_by_name()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var lines = new SaleBody("10.00") { Lines = [new("bread", "4.00"), new("milk", "5.99")] };
        var tenders = new SaleBody("10.00") { Tenders = [new("cash", "20.00"), new("cash", "-9.99")] };

        Assert.Equal(["/lines"], (await story.Till.TryRecordAsync(member, lines)).Expect(422).Pointers);
        Assert.Equal("amounts-disagree", (await story.Till.TryRecordAsync(member, lines)).Problem);
        Assert.Equal("amounts-disagree", (await story.Till.TryRecordAsync(member, tenders)).Expect(422).Problem);
        Assert.Equal(["/data/lines"], (await story.Acme.SendAsync(lines)).Expect(422).Pointers);
        Assert.Equal("amounts-disagree", (await story.Acme.SendAsync(tenders)).Expect(422).Problem);
        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }

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
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/pos/acme") { Content = new ByteArrayContent(new byte[100 * 1024 * 1024]) };
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
        return new Reply((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }
}
