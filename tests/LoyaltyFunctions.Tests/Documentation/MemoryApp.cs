using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>The app's handlers on tables in memory and blobs that only count. <c>Calls</c> is what reached the storage.</summary>
internal sealed class MemoryApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private MemoryApp()
    {
        Tables.OnRequest = request =>
        {
            Calls.Enqueue(StorageCall.Of(request));
            return null;
        };
        var tables = new TableClientOptions { Transport = Tables.Transport };
        var blobs = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(new CountedBlobs(Calls))) };
        _services = AppServices.Collect()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => new LedgerTables([new TableServiceClient(TableService.ConnectionString, tables)]))
            .AddSingleton(_ => new BlobServiceClient("UseDevelopmentStorage=true", blobs))
            .BuildServiceProvider();
    }

    /// <summary>The app with its tables made and its programme published.</summary>
    public static async Task<MemoryApp> StartAsync()
    {
        var app = new MemoryApp();
        await app.Get<LedgerTables>().CreateAsync(CancellationToken.None);
        await app.Get<ProgrammeBook>().PrepareAsync(CancellationToken.None);
        return app;
    }

    public TableService Tables { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public Caller Till { get; } = new("till", "acme", FrozenSet<Scope>.Empty);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Enrols somebody with a card, an e-mail address and a phone; returns the member id.</summary>
    public async Task<string> EnrolAsync(string name, string card)
    {
        var body = $$"""{"identities":[{"type":"card","value":"{{card}}"}],"email":"{{name}}@example.com","phone":"+4915100{{card}}"}""";
        await Get<EnrolRequest>().HandleAsync(Till, Key(name), Encoding.UTF8.GetBytes(body), CancellationToken.None);
        return Keys.MemberOf(Key(name).Key);
    }

    /// <summary>Puts a delivery where the webhook would and works on it as the queue would.</summary>
    public async Task DeliverAsync(string id, string type, string data)
    {
        var body = $$"""{"type":"{{type}}","occurredAt":"{{DateTimeOffset.UtcNow:O}}","data":{{data}}}""";
        var (headers, bytes) = (new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body));
        var message = new InboundMessage(id, "acme", DateTimeOffset.UtcNow, headers, bytes, null, id);
        message = message with { Outbox = await Get<Outbox>().PutDeliveryAsync(message.ToJson()) };
        await Get<BatchHandler>().ProcessAsync([Encoding.UTF8.GetString(message.ToJson())], CancellationToken.None);
    }

    /// <summary>The calls that work makes, what it leaves behind the answer included.</summary>
    public async Task<IReadOnlyList<string>> CallsOfAsync(Func<Task> work)
    {
        await SettleAsync();
        Calls.Clear();
        await work();
        await SettleAsync();
        return [.. Calls];
    }

    public Task SellAsync(string member, string receipt, string key) =>
        Get<PurchaseRequest>().HandleAsync(Till, member, Key(key), Bytes(Sale(receipt)), CancellationToken.None);

    public Task RefundAsync(string receipt, string total)
    {
        var refund = Sale(receipt);
        (refund["refundId"], refund["total"]) = ("F-1", total);
        return Get<ReversalRequest>().RefundAsync(Till, Key("refund"), Bytes(refund), CancellationToken.None);
    }

    public Task RedeemAsync(string member, string body) =>
        Get<RedemptionHandler>().HandleAsync(Till, member, Key("redeem"), Encoding.UTF8.GetBytes(body), CancellationToken.None);

    public Task TransferAsync(string from, string to, long points)
    {
        var transfer = new JsonObject { ["from"] = from, ["to"] = to, ["points"] = points };
        return Get<TransferRequest>().HandleAsync(Till, Key("transfer"), Bytes(transfer), CancellationToken.None);
    }

    public Task MergeAsync(string into, string from) =>
        Get<MergeRequest>().HandleAsync(Till, into, Key("merge"), Bytes(new JsonObject { ["from"] = from }), CancellationToken.None);

    public Task EraseAsync(string member) => Get<EraseHandler>().HandleAsync(Till, member, Key("erase"), CancellationToken.None);

    public Task DeliverSaleAsync(string id, string receipt, string card, string currency = "EUR")
    {
        var sale = Sale(receipt);
        sale["currency"] = currency;
        sale["member"] = new JsonObject { ["type"] = "card", ["value"] = card };
        return DeliverAsync(id, "purchase.completed", sale.ToJsonString());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static Operation Key(string name) => new(Keys.Hash(name), "hash");

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private static JsonObject Sale(string receipt) => new()
    {
        ["receiptId"] = receipt,
        ["storeId"] = "berlin-1",
        ["currency"] = "EUR",
        ["total"] = "10.00",
    };

    // What goes on behind the answer has ended when no outbox row is left.
    private async Task SettleAsync()
    {
        for (var attempt = 0; Tables.CountRows(Names.Tables.Outbox) > 0; attempt++)
        {
            Assert.True(attempt < 6_000, "Outbox rows are left.");
            await Task.Delay(10);
        }
    }
}
