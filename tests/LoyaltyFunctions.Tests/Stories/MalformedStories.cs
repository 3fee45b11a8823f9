using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Bodies that no well-behaved till sends. Each gets its own answer; none is written, none stops the hub.</summary>
[Collection(StoryHub.Collection)]
public sealed class MalformedStories(StoryHub story)
{
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
        { "33 levels", Nested(33) },
        { "10,000 levels", Nested(10_000) },
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

        var replies = new[]
        {
            await story.Acme.SendAsync(body),
            await story.Till.PostAsync($"/api/members/{member}/purchases", body),
            await story.Operator.PostAsync("/api/members", body),
        };

        Assert.All(replies, reply => Assert.Equal((what, "malformed"), (what, reply.Expect(400).Problem)));
        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "61")]
    public async Task A_byte_order_mark_is_no_fault()
    {
        var (member, card) = await story.EnrolAsync();
        var sale = new SaleBody("12.00") { Card = card }.ToWebhook(story.Hub.Now);

        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync("\uFEFF" + sale), "processed");

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

        var webhook = await story.Acme.SendAsync($$"""{"type":"purchase.completed","occurredAt":"yesterday","data":{{data}}}""");
        var route = await story.Till.PostAsync($"/api/members/{member}/purchases", data);

        string[] expected = ["/storeId", "/receiptId", "/currency", "/total", "/lines/1/sku", "/lines/1/quantity", "/tenders"];
        string[] inEnvelope = ["/occurredAt", "/data/member/value", .. expected.Select(place => "/data" + place)];
        Assert.Equal(("invalid", "invalid"), (webhook.Problem, route.Problem));
        Assert.Superset(inEnvelope.ToHashSet(), webhook.Expect(422).Pointers.ToHashSet());
        Assert.Superset(expected.ToHashSet(), route.Expect(422).Pointers.ToHashSet());
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

    private static string Nested(int levels) => string.Concat(Enumerable.Repeat("""{"a":""", levels)) + "1" + new string('}', levels);
}
