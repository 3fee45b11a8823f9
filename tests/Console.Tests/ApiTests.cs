using Testing.Hubs;

namespace Console.Tests;

/// <summary>What was added to the API for the console.</summary>
[Collection(ConsoleWorld.Collection)]
public sealed class ApiTests(ConsoleWorld world)
{
    [Fact]
    public async Task Figures_count_what_was_delivered_and_sold_by_day()
    {
        var today = world.Hub.Now.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var days = (await world.Operator.GetAsync("/api/figures")).Expect(200).Json.GetProperty("days").EnumerateArray().ToList();

        Assert.Contains(days.Single(day => day.GetProperty("on").GetString() == today).GetProperty("deliveries").EnumerateArray(), one =>
            one.GetProperty("partner").GetString() == "acme" && one.GetProperty("status").GetString() == "processed" && one.GetProperty("count").GetInt64() > 0);
        Assert.True(days.Count(day => day.GetProperty("sales").GetArrayLength() > 0) >= 12);
        Assert.Equal("invalid", (await world.Operator.GetAsync("/api/figures?from=2020-01-01&to=2026-01-01")).Problem);
        Assert.Equal("invalid", (await world.Operator.GetAsync("/api/figures?from=yesterday")).Problem);
    }

    [Fact]
    public async Task A_receipt_that_comes_again_is_counted_once()
    {
        var (member, card) = await world.EnrolAsync("Joan");
        var sale = new SaleBody("77.00") { Card = card, OccurredAt = "2026-03-05T10:00:00+01:00" };
        var before = await SalesAsync("2026-03-05");
        for (var time = 0; time < 3; time++)
        {
            await world.Operator.DeliveryAsync(await world.Hub.Sender("acme", HubSettings.AcmeSecret).AcceptedAsync(sale), "processed");
        }

        Assert.Equal(177, await world.Operator.PointsAsync(member));
        Assert.Equal(before + 1, await SalesAsync("2026-03-05"));
    }

    [Fact]
    public async Task Deliveries_are_listed_newest_first_and_page_by_page()
    {
        var acme = world.Hub.Sender("acme", HubSettings.AcmeSecret);
        var ids = new List<string>();
        for (var sale = 0; sale < 5; sale++)
        {
            ids.Add(await acme.AcceptedAsync(new SaleBody("3.00") { Card = world.AdaCard }));
            await world.Operator.DeliveryAsync(ids[^1], "processed");
        }

        var (listed, next) = (new List<string>(), (string?)"/api/deliveries?partner=acme&status=processed&limit=2");
        while (next is not null && listed.Count < 5)
        {
            var page = (await world.Operator.GetAsync(next)).Expect(200).Json;
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var cursor) ? $"/api/deliveries?partner=acme&status=processed&limit=2&cursor={cursor.GetString()}" : null;
        }

        Assert.Equal(Enumerable.Reverse(ids), listed.Take(5));
        Assert.Equal("invalid", (await world.Operator.GetAsync("/api/deliveries?cursor=zz")).Problem);
    }

    [Fact]
    public async Task Attempts_can_be_asked_for_by_the_delivery_that_they_came_of()
    {
        var told = await Eventually.SeeAsync(
            "the subscriber was told",
            () => world.Operator.GetAsync($"/api/attempts?delivery={world.Delivery}"),
            reply => reply.Expect(200).Json.GetProperty("items").GetArrayLength() > 0);

        var attempt = told.Json.GetProperty("items")[0];
        Assert.Equal(("subscriber:there", "Taken", 1), (attempt.GetProperty("target").GetString(), attempt.GetProperty("outcome").GetString(), attempt.GetProperty("attempt").GetInt32()));
        Assert.All(told.Json.GetProperty("items").EnumerateArray(), one => Assert.StartsWith($"{world.Ada}-2", one.GetProperty("event").GetString(), StringComparison.Ordinal));
        Assert.Equal("not-found", (await world.Operator.GetAsync("/api/attempts?delivery=d0000000000000000000000000")).Problem);
    }

    [Fact]
    public async Task A_run_that_is_asked_for_twice_is_one_run()
    {
        var first = (await world.Operator.PostAsync("/api/runs", """{"kind":"tiers"}""", "the-same")).Expect(202);
        var again = (await world.Operator.PostAsync("/api/runs", """{"kind":"tiers"}""", "the-same")).Expect(202);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal("idempotency-key-reused", (await world.Operator.PostAsync("/api/runs", """{"kind":"expire"}""", "the-same")).Problem);
        Assert.Equal(["/kind"], (await world.Operator.PostAsync("/api/runs", """{"kind":"everything"}""")).Pointers);
        var run = first.Json.GetProperty("id").GetString();
        var view = (await world.Operator.GetAsync("/api/runs?kind=tiers")).Expect(200).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([run], view.Select(one => one.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Schedules_say_when_a_timer_is_next_due()
    {
        var timers = (await world.Operator.GetAsync("/api/schedules")).Expect(200).Json.GetProperty("items").EnumerateArray().ToDictionary(one => one.GetProperty("function").GetString()!);

        Assert.Equal("expire", timers["ExpirePointsTimer"].GetProperty("kind").GetString());
        Assert.False(timers["SweepOutboxTimer"].TryGetProperty("kind", out _));
        Assert.True(timers["ExpirePointsTimer"].GetProperty("next").GetDateTimeOffset() > world.Hub.Now);
    }

    [Fact]
    public async Task The_content_of_an_entry_is_shown_to_who_asks_for_it()
    {
        var path = $"/api/members/{world.Ada}/entries?limit=1";
        var entry = (await world.Operator.GetAsync(path + "&include=content")).Expect(200).Json.GetProperty("items")[0];
        var hashed = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
            $"{entry.GetProperty("previousHash").GetString()}\n{entry.GetProperty("content").GetString()}"));

        Assert.Equal(entry.GetProperty("hash").GetString(), Convert.ToHexStringLower(hashed));
        Assert.False((await world.Operator.GetAsync(path)).Json.GetProperty("items")[0].TryGetProperty("content", out _));
    }

    [Fact]
    public async Task Reconciliation_counts_the_members_of_each_tier()
    {
        var run = (await world.Operator.PostAsync("/api/runs", """{"kind":"reconcile"}""")).Expect(202).Json.GetProperty("id").GetString();
        var done = await Eventually.SeeAsync(
            "the reconciliation is over",
            () => world.Operator.GetAsync($"/api/runs/{run}"),
            reply => reply.Status == 200 && reply.Json.TryGetProperty("finishedAt", out _));

        var report = done.Json.GetProperty("report");
        Assert.Equal(0, report.GetProperty("differences").GetInt64());
        Assert.True(report.GetProperty("tiers").GetProperty("bronze").GetInt64() > 0);
    }

    [Theory]
    [InlineData("/api/figures")]
    [InlineData("/api/deliveries")]
    [InlineData("/api/attempts")]
    [InlineData("/api/partners")]
    [InlineData("/api/schedules")]
    public async Task Only_an_operator_is_shown_what_concerns_everybody(string path)
    {
        Assert.Equal("forbidden", (await world.Hub.As("app").GetAsync(path)).Problem);
        Assert.Equal("unauthenticated", (await world.Hub.AsNobody().GetAsync(path)).Problem);
    }

    private async Task<long> SalesAsync(string on) => (await world.Operator.GetAsync($"/api/figures?from={on}&to={on}")).Expect(200).Json
        .GetProperty("days").EnumerateArray().SelectMany(day => day.GetProperty("sales").EnumerateArray()).Sum(sale => sale.GetProperty("count").GetInt64());
}
