using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using Testing.Hubs;

namespace Console.Tests;

/// <summary>A browser window that notes what goes wrong in it and whom it calls.</summary>
internal sealed class Window : IAsyncDisposable
{
    /// <summary>For a machine that has much else to do.</summary>
    public const float Patience = 120_000;

    private static readonly Lazy<string> Axe = new(() =>
    {
        using var stream = typeof(Window).Assembly.GetManifestResourceStream("axe.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    private readonly IBrowserContext _context;
    private readonly Hub _hub;
    private readonly Look _look;

    private Window(IBrowserContext context, IPage page, Hub hub, Look look)
    {
        (_context, Page, _hub, _look) = (context, page, hub, look);
        page.PageError += (_, fault) => Faults.Add(fault);
        page.Console += (_, said) =>
        {
            // What the browser itself says of an answer from 400 on is no fault of the page.
            if (said.Type == "error" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Faults.Add(said.Text);
            }
        };
        page.Request += (_, request) => Addresses.Add(request.Url);
    }

    public IPage Page { get; }

    public ConcurrentBag<string> Faults { get; } = [];

    public ConcurrentBag<string> Addresses { get; } = [];

    public Uri Base => _hub.Http.BaseAddress!;

    public static async Task<Window> OpenAsync(IBrowser browser, Hub hub, Look look)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = hub.Http.BaseAddress!.ToString(),
            ColorScheme = look.Scheme,
            Locale = look.Locale,
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        return new Window(context, await context.NewPageAsync(), hub, look);
    }

    /// <summary>Signs in as a person does.</summary>
    public async Task SignInAsync(string client = "operator")
    {
        await Page.GotoAsync("/console");
        await Page.GetByLabel("Client key").FillAsync(HubSettings.KeyOf(client));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.Locator("header.top").WaitForAsync();
    }

    /// <summary>Goes to a page of the console and waits until it has been loaded, or shows why not.</summary>
    public async Task GoAsync(string place)
    {
        await Page.GotoAsync($"/console#/{place}");
        await Page.Locator($"main[data-at='{place}']").WaitForAsync();
        await LoadedAsync();
    }

    /// <summary>Waits until nothing is being loaded any more.</summary>
    public Task LoadedAsync() => Assertions.Expect(Page.Locator(".loading")).ToHaveCountAsync(0, new() { Timeout = Patience });

    /// <summary>Answers the API's calls in the hub's place; null lets one through.</summary>
    public Task AnswerAsync(Func<IRequest, (int Status, string Body)?> answer) => Page.RouteAsync("**/api/**", async route =>
    {
        if (answer(route.Request) is not { } given)
        {
            await route.ContinueAsync();
            return;
        }

        var type = given.Status >= 400 ? "application/problem+json" : "application/json";
        await route.FulfillAsync(new() { Status = given.Status, ContentType = type, Body = given.Body });
    });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>What axe finds that would keep somebody out.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        await Page.EvaluateAsync(Axe.Value);
        var found = await Page.EvaluateAsync<string>(
            """
            async () => JSON.stringify((await axe.run(document)).violations
              .filter(one => one.impact === 'serious' || one.impact === 'critical')
              .map(one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).join(', ')}`))
            """);
        return JsonSerializer.Deserialize<List<string>>(found)!;
    }

    public async Task ShootAsync(string name) =>
        await Page.ScreenshotAsync(new() { Path = Path.Combine(ConsoleWorld.Screens, $"{name}-{_look.Name}.png"), FullPage = true });

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
