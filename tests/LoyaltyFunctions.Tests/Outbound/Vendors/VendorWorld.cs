using System.Net;
using System.Text.Json;
using Azure.Messaging;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Outbound.Http;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Outbound.Vendors;

/// <summary>A member in a hub in memory, and one vendor as a real server on loopback that is told of her.</summary>
internal sealed class VendorWorld : IHttpClientFactory, IAsyncDisposable
{
    public const string Email = "ada@example.com";

    /// <summary>How long the hub waits for the vendor; as long as it takes, unless a test is about silence.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(2);

    private readonly Stage _stage = new();
    private readonly ITarget _target;
    private int _events;

    private VendorWorld(string format, Vendor vendor)
    {
        Vendor = vendor;
        var options = new PartnerOptions { Format = format, Kind = "crm", ApiBase = vendor.Url, ApiToken = "site:token" };
        var parts = new VendorParts(_stage.Process.Get<Contacts>(), _stage.Process.Get<MemberCards>(), this, new AccessTokens(this, _stage.World.Clock), _stage.World.Clock);
        var partner = options.ToPartner("there");
        _target = new VendorTarget(partner, VendorCatalogue.Of(partner)!, parts);
    }

    public Vendor Vendor { get; }

    public string Member { get; private set; } = "";

    public IEnumerable<string> Paths => Vendor.Calls.Select(call => $"{call.Method} {WebUtility.UrlDecode(call.Path)}");

    public IEnumerable<string> Contacts => new Books(_stage.World).Rows(Names.Tables.Contacts).Select(row => row.PartitionKey);

    public static async Task<VendorWorld> StartAsync(string format, bool consent = true)
    {
        var world = new VendorWorld(format, await Vendor.StartAsync());
        world.Vendor.Answer = Products.Answer;
        var may = consent ? "true" : "false";
        var body = $$"""
            {"identities":[{"type":"card","value":"600001"}],"givenName":"Augusta","familyName":"Byron","email":"{{Email}}","phone":"+4915112345678","consents":{"email":{{may}} } }
            """;
        world.Member = world._stage.Members["600001"] = world._stage.Post("members", "enrol", body).Text("memberId");
        return world;
    }

    public void Buy(string receipt) => _stage.Post($"members/{Member}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"));

    public void Change(string patch) => _stage.Change("600001", "change " + patch, patch);

    public void Erase() => _stage.Change("600001", "erase", null);

    /// <summary>One attempt to tell the vendor, over a real connection.</summary>
    public async Task<Attempt> TellAsync(string type = "loyalty.points.earned")
    {
        var data = BinaryData.FromString("""{"points":170,"kind":"earn","source":{"partner":"acme"}}""");
        var told = new CloudEvent("/loyalty/sample", type, data, "application/json", CloudEventDataFormat.Json) { Id = $"e{++_events}", Subject = Member, Time = _stage.Now };
        using var gate = new TargetGate(_target, 1_000, _stage.World.Clock);
        return (await gate.TellAsync(Notice.Of(_target.Id, JsonSerializer.SerializeToUtf8Bytes(told)), default))!;
    }

    public HttpClient CreateClient(string name) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = Patience };

    public async ValueTask DisposeAsync()
    {
        _stage.End();
        await Vendor.DisposeAsync();
    }
}
