using Microsoft.Playwright;
using Testing.Hubs;

namespace Console.Tests;

/// <summary>One hub with something to show, and one browser, for all tests of this project.</summary>
public sealed class ConsoleWorld : IAsyncLifetime
{
    public const string Collection = "The console";

    /// <summary>Of a partner whose sales are refused, so that they become dead letters.</summary>
    private const string AbroadSecret = "whsec_c3Rvcmllcy1zZWNyZXQtb2YtYWJyb2Fk";

    private Subscriber? _subscriber;
    private Hub? _hub;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Hub Hub => _hub!;

    public HubClient Operator => Hub.As("operator");

    /// <summary>Somebody with purchases, a redemption and a refund.</summary>
    public string Ada { get; private set; } = "";

    public string AdaCard { get; private set; } = "";

    /// <summary>A delivery that was processed.</summary>
    public string Delivery { get; private set; } = "";

    public static string Screens { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screens")).FullName;

    public async Task InitializeAsync()
    {
        _subscriber = await Subscriber.StartAsync();
        var settings = HubSettings.Standard.WithPartner("abroad", "pos", "StandardWebhooks", AbroadSecret)
            .With("Subscribers__there__Url", _subscriber.Url)
            .With("Subscribers__there__Secrets__0", AbroadSecret)
            .With("Outbound__AllowedHosts__0", "127.0.0.1");
        var starting = Hub.StartAsync(settings);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Find(), Args = ["--no-sandbox", "--disable-gpu"], Timeout = Window.Patience });
        Assertions.SetDefaultExpectTimeout(Window.Patience);
        _hub = await starting;
        await FillAsync();
    }

    public async Task DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
        if (_hub is not null)
        {
            Assert.Equal(0, await _hub.StopAsync());
            await _hub.DisposeAsync();
        }

        await (_subscriber?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>A window of its own: nobody is signed in there, nothing is kept.</summary>
    internal async Task<Window> OpenAsync(Look? look = null) => await Window.OpenAsync(_browser!, Hub, look ?? Look.Light);

    /// <summary>A member with a card and the welcome of the programme.</summary>
    public async Task<(string Member, string Card)> EnrolAsync(string name)
    {
        var card = MemberBody.NewCard();
        return (await Operator.EnrolAsync(new MemberBody { Card = card, GivenName = name }), card);
    }

    /// <summary>Sells abroad, in a currency without a rate, and waits for the dead letter.</summary>
    public async Task<string> ParkAsync()
    {
        var delivery = await Hub.Sender("abroad", AbroadSecret).AcceptedAsync(new SaleBody("10.00") { Currency = "USD", Card = AdaCard });
        await Operator.DeliveryAsync(delivery, "parked");
        return delivery;
    }

    private async Task FillAsync()
    {
        (Ada, AdaCard) = await EnrolAsync("Ada");
        var acme = Hub.Sender("acme", HubSettings.AcmeSecret);
        Delivery = await acme.AcceptedAsync(new SaleBody("1234.50") { Card = AdaCard });
        await Operator.DeliveryAsync(Delivery, "processed");
        for (var day = 1; day <= 12; day++)
        {
            var at = Hub.Now.AddDays(-day * 2).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
            await Operator.RecordAsync(Ada, new SaleBody($"{40 + (day * 7 % 30)}.00") { OccurredAt = at });
        }

        (await Operator.PostAsync($"/api/members/{Ada}/redemptions", """{"points":200,"capture":true}""")).Expect(201);
        await acme.AcceptedAsync(new SaleBody("25.00") { Card = "9999000011112222" });
        await ParkAsync();
        await ParkAsync();
        (await Operator.PostAsync("/api/runs", """{"kind":"reconcile"}""")).Expect(202);
    }
}

[CollectionDefinition(ConsoleWorld.Collection)]
public sealed class ConsoleCollection : ICollectionFixture<ConsoleWorld>;
