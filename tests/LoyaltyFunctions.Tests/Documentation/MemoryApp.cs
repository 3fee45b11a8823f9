using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Handlers;
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
        await app.Get<ProgrammeBook>().PublishAsync(CancellationToken.None);
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
        var message = new InboundMessage(id, "acme", DateTimeOffset.UtcNow, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body), null, id);
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

    public static Operation Key(string name) => new(Keys.Hash(name), "hash");

    public static byte[] Sale(string receipt) => Encoding.UTF8.GetBytes(SaleJson(receipt).ToJsonString());

    public static JsonObject SaleJson(string receipt) => new() { ["receiptId"] = receipt, ["storeId"] = "berlin-1", ["currency"] = "EUR", ["total"] = "10.00" };

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    // What goes on behind the answer has ended when no outbox row is left.
    private async Task SettleAsync()
    {
        for (var attempt = 0; Tables.CountRows(Names.Tables.Outbox) > 0; attempt++)
        {
            Assert.True(attempt < 500, "Outbox rows are left.");
            await Task.Delay(10);
        }
    }

    private sealed class CountedBlobs(ConcurrentQueue<string> calls) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Query.Contains("comp=appendblock", StringComparison.Ordinal))
            {
                calls.Enqueue(request.RequestUri.Segments[2].TrimEnd('/') + " append");
            }

            var answer = new HttpResponseMessage(HttpStatusCode.Created) { Content = new ByteArrayContent([]) };
            answer.Headers.TryAddWithoutValidation("ETag", "\"0x1\"");
            answer.Headers.TryAddWithoutValidation("x-ms-blob-append-offset", "0");
            answer.Headers.TryAddWithoutValidation("x-ms-blob-committed-block-count", "1");
            answer.Headers.TryAddWithoutValidation("x-ms-request-server-encrypted", "true");
            answer.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
            return Task.FromResult(answer);
        }
    }
}

/// <summary>A storage call in the words of Storage's README.</summary>
internal static class StorageCall
{
    public static string Of(TableRequest request) => request.Kind switch
    {
        TableRequestKind.Read => $"{request.Table} read",
        TableRequestKind.Query => $"{request.Table} query",
        TableRequestKind.Batch when request.Table == Names.Tables.Outbox => $"Outbox {(request.Rows[0].Method == "DELETE" ? "delete" : "put")}",
        TableRequestKind.Batch => $"{request.Table} transaction of {request.Rows.Count}",
        TableRequestKind.Write => $"{request.Table} {Verb(request.Rows[0].Method)}",
        _ => $"{request.Table} {request.Kind}",
    };

    private static string Verb(string method) => method switch
    {
        "POST" => "insert",
        "DELETE" => "delete",
        _ => "upsert",
    };
}

internal static class SaleJsonExtensions
{
    public static JsonObject WithMember(this JsonObject sale, string card)
    {
        sale["member"] = new JsonObject { ["type"] = "card", ["value"] = card };
        return sale;
    }
}
