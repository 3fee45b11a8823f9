using Microsoft.Playwright;
using Testing.Hubs;

namespace Console.Tests;

/// <summary>The documents that partners read: what stands there works.</summary>
[Collection(ConsoleWorld.Collection)]
public sealed class GuideTests(ConsoleWorld world)
{
    public static TheoryData<string, string, string[]> Examples() => new()
    {
        { "sign.sh", "sh", [] },
        { "sign.py", "python3", [] },
        { "sign.mjs", "node", [] },
        { "sign.cs", "dotnet", ["run"] },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_sends_a_sale_that_is_taken_and_processed(string file, string program, string[] arguments)
    {
        // In a folder of its own: no build property of this repository reaches the example there.
        var folder = Directory.CreateTempSubdirectory("guide-");
        using var shown = await world.Hub.Http.GetAsync($"/docs/examples/{file}");
        var path = Path.Combine(folder.FullName, file);
        await File.WriteAllTextAsync(path, await shown.Content.ReadAsStringAsync());
        var address = new Uri(world.Hub.Http.BaseAddress!, "/api/webhooks/pos/acme").ToString();

        var said = await Command.RunAsync(
            program, [.. arguments, path], ("HUB", address), ("SECRET", HubSettings.AcmeSecret), ("RECEIPT", $"guide-{file}"), ("DOTNET_NOLOGO", "1"));
        folder.Delete(recursive: true);

        Assert.EndsWith("202", said.Trim(), StringComparison.Ordinal);
        var id = System.Text.Json.JsonDocument.Parse(said[said.IndexOf('{', StringComparison.Ordinal)..(said.IndexOf('}', StringComparison.Ordinal) + 1)]).RootElement.GetProperty("id").GetString()!;
        // Nobody has that card: the sale waits, which is as far as it can come.
        await world.Operator.DeliveryAsync(id, "waiting");
    }

    [Fact]
    public async Task The_guide_shows_the_examples_that_were_run()
    {
        await using var window = await world.OpenAsync();
        await window.Page.GotoAsync("/docs/guide.html");
        await window.Page.GetByText("using System.Security.Cryptography;").WaitForAsync();

        Assert.Equal(Examples().Count, await window.Page.Locator("[data-example]").CountAsync());
        Assert.Empty(await window.BarriersAsync());
        Assert.Empty(window.Faults);
        await window.ShootAsync("guide");
    }

    [Fact]
    public async Task The_api_is_described_and_can_be_tried_out_on_this_hub()
    {
        await using var window = await world.OpenAsync();
        await window.Page.GotoAsync("/docs");
        var health = window.Page.Locator("#operations-hub-GetHealthHttp");
        await health.ClickAsync();
        await health.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();

        await health.GetByText("\"healthy\"").First.WaitForAsync();
        Assert.Empty(await window.BarriersAsync());
        Assert.All(window.Addresses, address => Assert.True(
            address.StartsWith(window.Base.ToString(), StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal), address));
        Assert.Empty(window.Faults);
        await window.ShootAsync("docs");
    }
}
