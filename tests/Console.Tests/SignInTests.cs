using Microsoft.Playwright;
using Testing.Hubs;

namespace Console.Tests;

[Collection(ConsoleWorld.Collection)]
public sealed class SignInTests(ConsoleWorld world)
{
    [Fact]
    public async Task A_key_that_no_client_has_is_refused_and_not_kept()
    {
        await using var window = await world.OpenAsync();
        await window.Page.GotoAsync("/console");
        await window.Page.GetByLabel("Client key").FillAsync("nobody");
        await window.Button("Sign in").ClickAsync();

        await window.Page.GetByText("No client of this hub has that key.").WaitForAsync();
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("sessionStorage.length + localStorage.length"));
        Assert.Empty(await window.BarriersAsync());
        await window.ShootAsync("sign-in-refused");
    }

    [Fact]
    public async Task A_key_lives_in_the_tab_until_its_user_signs_out()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.Page.ReloadAsync();
        await window.Page.Locator("header.top").WaitForAsync();
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("localStorage.length"));
        Assert.Equal("", await window.Page.EvaluateAsync<string>("document.cookie"));

        await window.Button("Sign out").ClickAsync();

        await window.Page.GetByLabel("Client key").WaitForAsync();
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("sessionStorage.length"));
    }

    [Fact]
    public async Task A_key_that_is_taken_away_leads_back_to_the_door()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync();
        await window.AnswerAsync(_ => (401, """{"type":"urn:loyalty:problem:unauthenticated","title":"No known key was sent.","status":401}"""));
        await window.Page.GotoAsync("/console#/runs");

        await window.Page.GetByText("does not know this key any more").WaitForAsync();
    }

    [Fact]
    public async Task A_key_without_a_scope_is_told_which_one_it_lacks()
    {
        await using var window = await world.OpenAsync();
        await window.SignInAsync("app");
        await window.GoAsync("runs");

        Assert.Contains("needs the scope `operate`", await window.Page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_may_run_its_own_scripts_and_nothing_else()
    {
        using var page = await world.Hub.Http.GetAsync("/console");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_browser_that_has_a_file_is_not_sent_it_again()
    {
        using var first = await world.Hub.Http.GetAsync("/console/app.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var again = await world.Hub.Http.SendAsync(request);

        Assert.Equal(304, (int)again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/console/nothing.js")]
    [InlineData("/console/..%2Fappsettings.json")]
    [InlineData("/docs/lib")]
    public async Task What_is_no_file_of_the_page_is_not_found(string path)
    {
        using var answer = await world.Hub.Http.GetAsync(path);

        Assert.Equal("not-found", (await Reply.ReadAsync(answer)).Problem);
    }
}
