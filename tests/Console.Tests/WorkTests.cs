using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Testing.Hubs;

namespace Console.Tests;

/// <summary>What an operator does with the console, and what it does to the hub.</summary>
[Collection(ConsoleWorld.Collection)]
public sealed class WorkTests(ConsoleWorld world)
{
    [Fact]
    public async Task A_forged_entry_turns_the_check_red()
    {
        await using var window = await world.OpenAsync();
        await window.Page.RouteAsync("**/entries?*", async route =>
        {
            var answer = await route.FetchAsync();
            var page = JsonNode.Parse(await answer.TextAsync())!;
            var entry = page["items"]!.AsArray().First(item => (long)item!["seq"]! == 2)!;
            entry["content"] = ((string)entry["content"]!).Replace("\"points\":", "\"points\":9", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = page.ToJsonString() });
        });
        await window.SignInAsync();
        await window.GoAsync($"member/{world.Ada}");

        var chain = window.Page.Locator("#chain");
        Assert.Contains("tampered", await chain.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Entry 2: its content does not match its hash", await chain.InnerTextAsync(), StringComparison.Ordinal);
        await window.ShootAsync("member-forged");
    }

    [Fact]
    public async Task An_entry_that_is_shown_otherwise_than_hashed_turns_the_check_red()
    {
        await using var window = await world.OpenAsync();
        await window.Page.RouteAsync("**/entries?*", async route =>
        {
            var answer = await route.FetchAsync();
            var page = JsonNode.Parse(await answer.TextAsync())!;
            page["items"]![0]!["points"] = 1_000_000;
            await route.FulfillAsync(new() { Response = answer, Body = page.ToJsonString() });
        });
        await window.SignInAsync();
        await window.GoAsync($"member/{world.Ada}");

        Assert.Contains("what is shown as points is not what was hashed", await window.Page.Locator("#chain").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_of_somebody_who_was_merged_is_checked_too()
    {
        var (member, _) = await world.EnrolAsync("Grace");
        var (other, _) = await world.EnrolAsync("Eve");
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync($"member/{member}");
        await window.Button("Merge…").ClickAsync();
        await window.Page.GetByLabel("The other member’s id").FillAsync(other);
        await window.Button("Merge").ClickAsync();

        await window.Page.GetByText("The members are one now.").WaitForAsync();
        await window.Page.GetByText("all 4 hashes fit").WaitForAsync();
    }

    [Fact]
    public async Task A_balance_is_adjusted_with_a_reason()
    {
        var (member, _) = await world.EnrolAsync("Alan");
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync($"member/{member}");
        await window.Button("Adjust…").ClickAsync();
        await window.Page.GetByLabel("Points, more or fewer").FillAsync("-30");
        await window.Page.GetByLabel("Reason").FillAsync("counted twice");
        await window.Page.GetByLabel("Approved by").FillAsync("the desk");
        Assert.Empty(await window.BarriersAsync());
        await window.Button("Adjust").ClickAsync();

        await window.Page.GetByText("The balance was adjusted.").WaitForAsync();
        Assert.Equal(70, await world.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task An_erasure_asks_first_and_is_for_good()
    {
        var (member, card) = await world.EnrolAsync("Charles");
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync($"member/{member}");
        await window.Button("Erase…").ClickAsync();
        await window.Button("Cancel").ClickAsync();
        (await world.Operator.GetAsync($"/api/members/{member}")).Expect(200);

        await window.Button("Erase…").ClickAsync();
        await window.Page.GetByLabel("Reason").SelectOptionAsync("inactivity");
        await window.Page.GetByLabel("Type ERASE").FillAsync("ERASE");
        await window.ShootAsync("member-erase");
        var request = await window.Page.RunAndWaitForRequestAsync(() => window.Button("Erase for good").ClickAsync(), asked => asked.Method == "DELETE");
        Assert.EndsWith("?reason=inactivity", request.Url, StringComparison.Ordinal);

        await window.Page.GetByText("Find a member by").WaitForAsync();
        (await world.Operator.GetAsync($"/api/members/{member}")).Expect(404);
        await window.Page.GetByLabel("Value").FillAsync(card);
        await window.Button("Find").ClickAsync();
        await window.Page.GetByText("Nobody is known by that.").WaitForAsync();
    }

    [Fact]
    public async Task An_export_is_saved_as_a_file()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync($"member/{world.Ada}");

        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Button("Export").ClickAsync());

        Assert.Equal($"{world.Ada}.json", download.SuggestedFilename);
        Assert.Contains(world.AdaCard, await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_replayed_one_by_one_or_as_a_selection()
    {
        var (first, second) = (await world.ParkAsync(), await world.ParkAsync());
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("deliveries/letters");
        var replays = new List<string>();
        window.Page.Request += (_, request) => replays.AddRange(request.Url.EndsWith("/replay", StringComparison.Ordinal) ? [request.Url] : Array.Empty<string>());

        await window.Page.GetByRole(AriaRole.Row).Filter(new() { Has = window.Page.Locator($"a[href*='{first}']") }).GetByRole(AriaRole.Button).ClickAsync();
        await window.Page.GetByText("1 of 1 sent through the queue again").WaitForAsync();
        Assert.Contains(first, Assert.Single(replays), StringComparison.Ordinal);

        await world.Operator.DeliveryAsync(first, "parked");
        await window.Button("Refresh").ClickAsync();
        await window.Page.Locator($"a[href*='{second}']").WaitForAsync();
        await window.Page.GetByLabel("Choose all").CheckAsync();
        var chosen = await window.Page.GetByRole(AriaRole.Checkbox).CountAsync() - 1;
        await window.Button($"Replay {chosen} chosen").ClickAsync();
        await window.Button("Replay").ClickAsync();
        await window.Page.GetByText($"{chosen} of {chosen} sent through the queue again").WaitForAsync();
        Assert.Equal(1 + chosen, replays.Count);
        await world.Operator.DeliveryAsync(second, "parked");
    }

    [Fact]
    public async Task A_delivery_is_shown_step_by_step_without_personal_data()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("deliveries/in");
        await window.Page.GetByLabel("Partner").SelectOptionAsync("acme");
        await window.Page.GetByLabel($"Open delivery {world.Delivery}").ClickAsync();

        var steps = await window.Page.Locator(".steps").First.Locator("li").AllInnerTextsAsync();
        Assert.Equal(
            ["signature verified", "received and stored", "taken from the queue", "parsed", "decided and committed", "published"],
            steps.Select(step => step.Split('\n', '+')[0].Trim()));
        await window.Page.Locator("#told").GetByText("delivered to subscriber:there").First.WaitForAsync();
        var payload = await window.Page.GetByLabel("Payload").InnerTextAsync();
        Assert.Contains("1234.50", payload, StringComparison.Ordinal);
        Assert.Contains("•••", payload, StringComparison.Ordinal);
        Assert.DoesNotContain(world.AdaCard, await window.Page.ContentAsync(), StringComparison.Ordinal);
        await window.ShootAsync("delivery");
    }

    [Theory]
    [InlineData("Expire points")]
    [InlineData("Compact the archive")]
    public async Task A_run_is_started_and_followed(string run)
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("runs");
        await window.Button($"Run now: {run}").ClickAsync();
        await window.Button("Run now").ClickAsync();

        await window.Page.GetByText($"Started: {run}.").WaitForAsync();
        await window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = run }).Filter(new() { HasText = "done" }).First.WaitForAsync();
    }

    [Fact]
    public async Task A_mistake_in_a_programme_is_shown_while_it_is_typed_and_cannot_be_published()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("programme");
        var document = window.Page.GetByLabel("Programme, JSON");
        var text = await document.InputValueAsync();

        await document.FillAsync(text.Replace("\"on\": \"purchase\"", "\"on\": \"purchases\"", StringComparison.Ordinal));
        await window.Page.Locator("#mistakes").GetByText("/earn/0/on").First.WaitForAsync();
        Assert.True(await window.Button("Publish…").IsDisabledAsync());
        Assert.NotEqual(0, await window.Page.Locator(".diff .plus").CountAsync());
        await window.ShootAsync("programme-mistake");

        await document.FillAsync(text[..^2]);
        await window.Page.Locator("#mistakes").GetByText("is not one JSON document").WaitForAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task The_schema_is_checked_in_the_browser_before_the_hub_has_said_anything()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("programme");
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await window.Page.RouteAsync("**/api/program/validations", async route =>
        {
            asked.TrySetResult();
            await answer.Task;
            await route.ContinueAsync();
        });
        var document = window.Page.GetByLabel("Programme, JSON");
        var text = JsonNode.Parse(await document.InputValueAsync())!;
        (text["currency"], text["expiry"]!["untill"]) = ("euro", "2027-01-01");
        await document.FillAsync(text.ToJsonString());

        var mistakes = window.Page.Locator("#mistakes");
        await mistakes.GetByText("/currency is not written as it has to be here").WaitForAsync();
        await mistakes.GetByText("/expiry/untill is not known here").WaitForAsync();
        await asked.Task;
        Assert.True(await window.Button("Publish…").IsDisabledAsync());
        answer.SetResult();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task What_no_schema_can_say_the_hub_says()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("programme");
        var document = window.Page.GetByLabel("Programme, JSON");
        var text = JsonNode.Parse(await document.InputValueAsync())!;
        text["earn"]![1]!["id"] = (string)text["earn"]![0]!["id"]!;
        await document.FillAsync(text.ToJsonString());

        await window.Page.Locator("#mistakes").GetByText("/earn/1/id").First.WaitForAsync();
        Assert.True(await window.Button("Publish…").IsDisabledAsync());
    }

    [Fact]
    public async Task A_programme_is_published_from_a_day_on()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("programme");
        var document = window.Page.GetByLabel("Programme, JSON");
        var text = JsonNode.Parse(await document.InputValueAsync())!;
        (text["version"], text["from"]) = ("next", "2099-01-01T00:00:00+01:00");
        await document.FillAsync(text.ToJsonString());
        await window.Page.GetByText("valid", new() { Exact = true }).WaitForAsync();
        await window.Button("Publish…").ClickAsync();
        await window.Button("Publish").ClickAsync();

        await window.Page.GetByText("Version next is published.").WaitForAsync();
        Assert.Equal("1", (await world.Operator.GetAsync("/api/program")).Expect(200).Json.GetProperty("version").GetString());
    }

    [Fact]
    public async Task What_is_held_back_is_lifted_with_a_reason()
    {
        await using var window = await world.OpenAsync();
        await window.AnswerAsync(request => new Uri(request.Url).AbsolutePath switch
        {
            "/api/holds" => (200, $$"""{"items":[{"memberId":"{{world.Ada}}","holds":[{"reason":"velocity","through":"2026-11-30"},{"reason":"purchases","withheld":140}]}]}"""),
            var path when path.EndsWith("/holds/lift", StringComparison.Ordinal) => (200, """{"items":[]}"""),
            _ => null,
        });
        await window.SignInAsync();
        await window.GoAsync("held");
        Assert.Empty(await window.BarriersAsync());
        await window.ShootAsync("held-some");
        await window.Button($"Lift purchases of {world.Ada}").ClickAsync();
        await window.Page.GetByLabel("Reason").FillAsync("asked");
        await window.Page.GetByLabel("Approved by").FillAsync("the desk");
        var lifted = await window.Page.RunAndWaitForRequestAsync(() => window.Button("Lift").ClickAsync(), request => request.Url.EndsWith("/holds/lift", StringComparison.Ordinal));

        await window.Page.GetByText("It goes on.").WaitForAsync();
        Assert.Equal("""{"hold":"purchases","reason":"asked","approvedBy":"the desk"}""", lifted.PostData);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_campaign_shows_its_budget_and_what_it_brought()
    {
        const string Money = """{"amount":"12.50","currency":"EUR"}""";
        const string Group = $$$"""{"members":90,"buyers":40,"visits":51,"sales":{{{Money}}},"margin":{{{Money}}}}""";
        const string Budget = """{"kind":"campaign","id":"beauty","points":5000,"spent":1250,"left":3750}""";
        await using var window = await world.OpenAsync();
        await window.AnswerAsync(request => (request.Method, new Uri(request.Url).AbsolutePath) switch
        {
            (_, "/api/campaigns") => (200, $$$"""{"items":[{"id":"beauty","name":"Beauty days","from":"2026-03-01","until":"2026-03-14","holdOutPercent":10,"budget":{{{Budget}}}}]}"""),
            ("POST", "/api/campaigns/beauty/reports") => (202, """{"id":"r1"}"""),
            (_, "/api/campaigns/beauty/reports/r1") => (200, $$$"""
                {"id":"r1","campaign":"beauty","status":"finished","from":"2026-03-01","to":"2026-03-14","startedAt":"2026-03-20T10:00:00Z","shards":1,"shardsDone":1,
                 "points":{"issued":1300,"takenBack":50,"net":1250,"cost":{{{Money}}},"rules":[]},"reached":{"members":30,"redemptions":4,"redeemed":4000},
                 "addressed":{{{Group}}},"heldOut":{{{Group}}},"uplift":[],"finding":"more","statement":"They bought more.","payback":{"extraMargin":{{{Money}}},"cost":{{{Money}}},"result":{{{Money}}}}}
                """),
            _ => null,
        });
        await window.SignInAsync();
        await window.GoAsync("campaigns");
        await window.Page.GetByText("1,250 of 5,000 points given").WaitForAsync();
        await window.Button("Report on beauty").ClickAsync();
        var asked = await window.Page.RunAndWaitForRequestAsync(() => window.Button("Count").ClickAsync(), request => request.Url.EndsWith("/reports", StringComparison.Ordinal));
        Assert.Equal("""{"from":"2026-03-01","to":"2026-03-14"}""", asked.PostData);

        await window.Page.GetByText("They bought more.").WaitForAsync();
        Assert.Empty(await window.BarriersAsync());
        Assert.Empty(window.Faults);
        await window.ShootAsync("campaigns-report");
    }

    [Fact]
    public async Task A_simulation_shows_what_a_programme_would_have_cost()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("programme");
        var document = window.Page.GetByLabel("Programme, JSON");
        var text = JsonNode.Parse(await document.InputValueAsync())!;
        text["version"] = "double";
        text["earn"]![0]!["points"]!["amount"] = 2;
        await document.FillAsync(text.ToJsonString());
        await window.Page.GetByText("valid", new() { Exact = true }).WaitForAsync();
        await window.Button("Simulate").ClickAsync();

        var rule = window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "base" });
        await rule.WaitForAsync();
        Assert.StartsWith("+", (await rule.Locator("td").Last.InnerTextAsync()).Trim(), StringComparison.Ordinal);
        Assert.Empty(await window.BarriersAsync());
        Assert.Empty(window.Faults);
        await window.ShootAsync("programme-simulation");
    }

    [Fact]
    public async Task A_partner_shows_how_old_its_secrets_are_and_never_what_they_are()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("partners/acme");

        await window.Page.GetByText("Partners__acme__Secrets__0").WaitForAsync();
        Assert.DoesNotContain(HubSettings.AcmeSecret["whsec_".Length..], await window.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await window.BarriersAsync());
        await window.ShootAsync("partner");
    }

    [Fact]
    public async Task The_lines_of_a_test_delivery_send_one()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("partners/acme");
        var lines = await window.Page.Locator("#signed").InnerTextAsync();

        var said = await Command.RunAsync("bash", ["-c", lines], ("LOYALTY_SECRET", HubSettings.AcmeSecret));

        Assert.Contains(" 202 ", said, StringComparison.Ordinal);
    }
}
