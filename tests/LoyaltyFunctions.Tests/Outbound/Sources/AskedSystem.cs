using System.Net;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Sources;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Outbound.Http;
using LoyaltyFunctions.Tests.Proof;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Tests.Outbound.Sources;

/// <summary>A system that is asked, over a real connection to a server that answers as the vendor does.</summary>
public abstract class AskedSystem : IAsyncLifetime
{
    private protected const string Contact = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private protected Stage Stage { get; } = new();
    private Vendor? _vendor;
    private ServiceProvider? _clients;

    public static TheoryData<string> All => [.. SourceCatalogue.Formats];

    private protected Vendor There => _vendor!;

    public async Task InitializeAsync()
    {
        _vendor = await Vendor.StartAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AllowedHosts:0"] = "127.0.0.1" }).Build();
        _clients = new ServiceCollection().Configure<LoyaltyFunctions.Hosting.Options.OutboundOptions>(settings).AddOutboundHttp().BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        Stage.End();
        await _clients!.DisposeAsync();
        await There.DisposeAsync();
    }

    private protected EventOrigin Origin => new("d1", "there", World.Start, 0);

    private protected static ResourceChanged Central(string resource, string id) => new(World.Start, resource, id, "updated");

    private protected static ResourceChanged Named(string format) => format switch
    {
        "Clover" => new(World.Start, "O of MERCH1", "ORD1", "UPDATE"),
        "BusinessCentral" => Central("customers", "1"),
        "Sap" => new(World.Start, "Product", "BEANS", "Changed"),
        "Esri" => new(World.Start, "stores", "0", "edited"),
        "Dataverse" => new(World.Start, "contact", Contact, "too large to be sent"),
        _ => new(World.Start, "contact", "512", "creation"),
    };

    private protected async Task<IReadOnlyList<InboundEvent>> FetchAsync(string format, ResourceChanged named)
    {
        var (events, outcome) = await Fetcher(format).FetchAsync(named, Origin, default);
        Assert.Equal(DeliveryStatus.Processed, outcome.Status);
        return events;
    }

    private protected string Path() => $"{There.Calls[^1].Method} {WebUtility.UrlDecode(There.Calls[^1].Path)}";

    private protected FetchHandler Fetcher(string format, TimeSpan? patience = null) => new(Book(format), Clients(patience), new AccessTokens(Clients(patience), Stage.World.Clock), Stage.Process.Get<Outbox>(), Stage.World.Clock);

    private protected Patient Clients(TimeSpan? patience = null) => new(_clients!.GetRequiredService<IHttpClientFactory>(), patience ?? TimeSpan.FromMinutes(1));

    private protected PartnerBook Book(string format, string path = "") => new(
        Options.Create(new Dictionary<string, PartnerOptions>
        {
            ["there"] = new PartnerOptions { Kind = "erp", Format = format, Secrets = { "state" }, ApiBase = There.Url + path, ApiToken = "token", PublicUrl = "https://hub.example.com/here", Currency = "EUR" },
        }),
        Options.Create(new LoyaltyFunctions.Hosting.Options.EventGridOptions()));

    /// <summary>The hub's own client, that waits as long as a test wants.</summary>
    private protected sealed class Patient(IHttpClientFactory factory, TimeSpan patience) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name)
        {
            var client = factory.CreateClient(name);
            client.Timeout = patience;
            return client;
        }
    }
}
