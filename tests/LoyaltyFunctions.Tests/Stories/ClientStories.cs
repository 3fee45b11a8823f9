using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Who may ask for what.</summary>
[Collection(StoryHub.Collection)]
public sealed class ClientStories(StoryHub story)
{
    [Fact]
    public async Task Nobody_gets_anything_without_a_known_key()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        foreach (var client in new[] { story.Hub.AsNobody(), story.Hub.As("stranger") })
        {
            foreach (var path in new[] { $"members/{member}", $"members/{member}/balance", "members/unknown", "program", "deliveries/d1" })
            {
                var reply = await client.GetAsync($"/api/{path}");
                Assert.Equal("unauthenticated", reply.Expect(401).Problem);
                Assert.Equal("Bearer", reply.Header("WWW-Authenticate"));
            }

            Assert.Equal("unauthenticated", (await client.TryEnrolAsync(new MemberBody())).Expect(401).Problem);
            Assert.Equal("unauthenticated", (await client.TryRecordAsync(member, new SaleBody("12.00"))).Expect(401).Problem);
        }

        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task A_key_opens_only_what_its_scopes_name()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var app = story.Hub.As("app");

        Assert.Equal("forbidden", (await story.Till.TryEnrolAsync(new MemberBody())).Expect(403).Problem);
        Assert.Equal("forbidden", (await story.Till.FindDeliveryAsync("d1")).Expect(403).Problem);
        Assert.Equal("forbidden", (await app.TryRecordAsync(member, new SaleBody("12.00"))).Expect(403).Problem);
        Assert.Equal(100, await app.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "80")]
    [Trait("Fault", "81")]
    public async Task A_till_earns_for_the_partner_of_its_key_whatever_its_body_says()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        const string wishes = """{"partner":"bistro","points":9000,"tier":"gold",""";
        var body = new SaleBody("12.00").ToData().Replace("{", wishes, StringComparison.Ordinal);

        var entry = (await story.Till.PostAsync($"/api/members/{member}/purchases", body)).Expect(200).Json.GetProperty("entry");

        Assert.Equal(12, Audit.Points(entry));
        Assert.Equal("acme", entry.GetProperty("source").GetProperty("partner").GetString());
        Assert.Equal("bronze", (await story.Operator.BalanceAsync(member)).GetProperty("tier").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("..%2F..%2Fadmin")]
    [InlineData("%27%20or%20PartitionKey%20ne%20%27")]
    [InlineData("UPPER")]
    [InlineData("%E2%80%AE")]
    [Trait("Fault", "68")]
    public async Task An_id_that_is_nobodys_is_not_found(string id)
    {
        Assert.Equal("not-found", (await story.Operator.GetAsync($"/api/members/{id}")).Expect(404).Problem);
        Assert.Equal("not-found", (await story.Operator.GetAsync($"/api/members/{id}/balance")).Expect(404).Problem);
        Assert.Equal("not-found", (await story.Operator.GetAsync($"/api/members/{id}/entries")).Expect(404).Problem);
        Assert.Equal("not-found", (await story.Operator.FindDeliveryAsync(id)).Expect(404).Problem);
        Assert.Equal("not-found", (await story.Operator.TryRecordAsync(id, new SaleBody("12.00"))).Expect(404).Problem);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_wrong_pages_are_refused()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        foreach (var total in new[] { "1.00", "2.00", "3.00" })
            await story.Till.RecordAsync(member, new SaleBody(total));
        var path = $"/api/members/{member}/entries";

        var first = (await story.Operator.GetAsync($"{path}?limit=3")).Json;
        var second = (await story.Operator.GetAsync($"{path}?limit=3&cursor={first.GetProperty("next").GetString()}")).Json;

        Assert.Equal([3L, 2, 1], first.GetProperty("items").EnumerateArray().Select(Audit.Points));
        Assert.Equal([100L], second.GetProperty("items").EnumerateArray().Select(Audit.Points));
        Assert.False(second.TryGetProperty("next", out _));
        foreach (var query in new[] { "limit=0", "limit=201", "limit=x", "limit=-1" })
            Assert.Equal(["/limit"], (await story.Operator.GetAsync($"{path}?{query}")).Expect(422).Pointers);
        foreach (var cursor in new[] { "0", "x", "-1", "7fffffffffffffffff" })
            Assert.Equal(["/cursor"], (await story.Operator.GetAsync($"{path}?cursor={cursor}")).Expect(422).Pointers);
    }

    [Fact]
    [Trait("Fault", "118")]
    public async Task No_log_names_a_member_or_shows_a_secret_even_at_its_most_talkative()
    {
        var (card, email) = (MemberBody.NewCard(), MemberBody.NewEmail());
        await story.Operator.EnrolAsync(new MemberBody { Card = card, Email = email });
        await story.Operator.FindAsync("email", email);
        await story.Operator.TryEnrolAsync(new MemberBody { Email = email });
        await story.Operator.GetAsync($"/api/members/{Uri.EscapeDataString(email)}");
        await story.Acme.SendAsync(new SaleBody("no amount") { Card = card });
        await story.Hub.Sender("acme", HubSettings.BistroSecret).SendAsync(new SaleBody("12.00") { Card = card });
        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(new SaleBody("12") { Card = card, Currency = "JPY" }), "parked");

        // The forged delivery was logged, so logs are read at all.
        Assert.NotEmpty(story.Hub.Output.Leaks(["has no valid signature"]));
        Assert.Empty(story.Hub.Output.Leaks(story.Hub.Settings.Confidential));
    }

    [Fact]
    public async Task The_hub_says_that_it_is_healthy()
    {
        var health = (await story.Hub.AsNobody().GetAsync("/api/health")).Expect(200).Json;

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        var dependencies = health.GetProperty("dependencies").EnumerateObject().ToList();
        string[] expected = ["archive", "programme", "tables"];
        Assert.Superset(expected.ToHashSet(), dependencies.Select(dependency => dependency.Name).ToHashSet());
        Assert.All(dependencies, dependency => Assert.StartsWith("healthy", dependency.Value.GetString(), StringComparison.Ordinal));
    }
}
