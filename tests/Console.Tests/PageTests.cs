using Microsoft.Playwright;

namespace Console.Tests;

/// <summary>Every page with data, with nothing, with a slow hub and with one that fails.</summary>
[Collection(ConsoleWorld.Collection)]
public sealed class PageTests(ConsoleWorld world)
{
    private const string Unavailable = """{"type":"urn:loyalty:problem:unavailable","title":"The store does not answer; try again.","status":503}""";

    private static readonly string[] All = ["today", "member", "deliveries/in", "deliveries/out", "deliveries/letters", "runs", "programme", "campaigns", "held", "partners"];

    public static TheoryData<string> Places() => [.. All];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_page_with_data_shuts_nobody_out_and_calls_only_this_hub(string place)
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync(Full(place));

        Assert.Empty(await window.BarriersAsync());
        Assert.Empty(window.Faults);
        Assert.All(window.Addresses, address => Assert.StartsWith(window.Base.ToString(), address, StringComparison.Ordinal));
        Assert.All(window.Addresses, address => Assert.DoesNotContain("stories-key", address, StringComparison.Ordinal));
        Assert.Equal(0, await window.Page.Locator("main [role=alert]").CountAsync());
        await window.ShootAsync(place.Replace('/', '-'));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_dark_page_can_be_read_too(string place)
    {
        await using var window = await world.OpenAsync(Look.Dark);
        await window.SignInAsync();
        await window.GoAsync(Full(place));

        Assert.Empty(await window.BarriersAsync());
        await window.ShootAsync(place.Replace('/', '-'));
    }

    [Fact]
    public async Task A_phone_scrolls_tables_and_never_the_page()
    {
        await using var window = await world.OpenAsync(Look.Phone);
        await window.SignInAsync();
        foreach (var place in All)
        {
            await window.GoAsync(Full(place));
            var width = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= Look.Phone.Width, $"{place} is {width} wide");
            await window.ShootAsync(place.Replace('/', '-'));
        }
    }

    [Fact]
    public async Task A_page_with_nothing_to_show_says_so()
    {
        await using var window = await world.OpenAsync();
        await window.AnswerAsync(request => new Uri(request.Url).AbsolutePath switch
        {
            "/api/program" or "/api/health" => null,
            "/api/figures" => (200, """{"from":"2026-01-01","to":"2026-01-31","days":[]}"""),
            var path when path.EndsWith(world.Ada, StringComparison.Ordinal) => null,
            _ when request.Method == "POST" => null,
            _ => (200, """{"items":[]}"""),
        });
        await window.SignInAsync();
        foreach (var place in All.Where(place => place != "programme"))
        {
            await window.GoAsync(Full(place));
            await window.Page.Locator(".empty").First.WaitForAsync();
            Assert.Equal(0, await window.Page.Locator("main [role=alert]").CountAsync());
            await window.ShootAsync(place.Replace('/', '-') + "-empty");
        }

        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_page_says_that_the_hub_fails_and_can_be_asked_again()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("partners");
        await window.AnswerAsync(_ => (503, Unavailable));
        foreach (var place in All)
        {
            await window.GoAsync(Full(place));
            var alert = window.Page.GetByRole(AriaRole.Alert).First;
            Assert.Contains("The store does not answer", await alert.InnerTextAsync(), StringComparison.Ordinal);
            await window.ShootAsync(place.Replace('/', '-') + "-failing");
        }

        await window.Page.UnrouteAllAsync();
        await window.Button("Try again").ClickAsync();
        await window.Page.GetByRole(AriaRole.Table).First.WaitForAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_page_says_that_it_waits_for_a_slow_hub()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("partners");
        foreach (var place in All)
        {
            var answer = new TaskCompletionSource();
            await window.Page.RouteAsync("**/api/**", async route =>
            {
                await answer.Task;
                await route.ContinueAsync();
            });
            await window.Page.GotoAsync($"/console#/{Full(place)}");
            await window.Page.Locator(".loading").First.WaitForAsync();
            answer.SetResult();
            await window.LoadedAsync();
            await window.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        }

        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Numbers_and_dates_are_written_as_the_reader_writes_them()
    {
        await using var window = await world.OpenAsync(Look.German);
        await window.SignInAsync();
        await window.GoAsync(Full("member"));

        Assert.Contains("+1.284", await window.Page.GetByRole(AriaRole.Table, new() { Name = "" }).Last.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using var window = await world.OpenAsync();
        await window.Page.GotoAsync("/console");
        await window.Page.Keyboard.TypeAsync(Testing.Hubs.HubSettings.KeyOf("operator"));
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Locator("header.top").WaitForAsync();
        var members = window.Page.GetByRole(AriaRole.Link, new() { Name = "Members" });
        await members.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByLabel("Value").FocusAsync();
        await window.Page.Keyboard.TypeAsync(world.AdaCard);
        await window.Page.Keyboard.PressAsync("Enter");

        await window.Page.GetByText("Checked in this browser").WaitForAsync();
        Assert.EndsWith($"#/member/{world.Ada}", window.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_takes_the_focus_before_anybody_can_type_in_it()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.GoAsync("today");

        var focused = await window.Page.EvaluateAsync<string>(
            """
            () => new Promise(seen => {
              const main = document.querySelector('main');
              new MutationObserver(() => seen(document.activeElement.id)).observe(main, { attributes: true, attributeFilter: ['data-at'] });
              document.querySelector('nav a[href="#/member"]').focus();
              document.activeElement.click();
            })
            """);

        Assert.Equal("main", focused);
    }

    private string Full(string place) => place == "member" ? $"member/{world.Ada}" : place;
}
