using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using LocalHost.Tables.Wire;
using Testing.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>What goes over the wire, and where to.</summary>
public sealed class RequestTests
{
    private const string Key = "c2VjcmV0";

    private readonly RecordingTransport _transport = new(new TableService().Transport);

    private TableClientOptions Options => new() { Transport = _transport };

    [Fact]
    public void Every_request_says_what_it_speaks()
    {
        var table = new TableClient($"AccountName=acme;AccountKey={Key}", "rows", Options);
        table.Create();
        table.AddEntity(new TableEntity("p", "r"));

        Assert.Equal("2020-12-06", _transport.Headers["x-ms-version"]);
        Assert.Equal("3.0", _transport.Headers["DataServiceVersion"]);
        Assert.Equal("application/json;odata=minimalmetadata", _transport.Headers["Accept"]);
        Assert.Equal("application/json", _transport.Headers["Content-Type"]);
        Assert.Equal("return-no-content", _transport.Headers["Prefer"]);
    }

    [Theory]
    [InlineData("https://acme.table.core.windows.net", "/acme/rows(PartitionKey='it%27%27s',RowKey='%25')")]
    [InlineData("http://127.0.0.1:10002/acme", "/acme/acme/rows(PartitionKey='it%27%27s',RowKey='%25')")]
    public void A_request_is_signed_over_its_date_and_its_path(string endpoint, string resource)
    {
        var table = new TableClient(new Uri(endpoint), "rows", new TableSharedKeyCredential("acme", Key), Options);
        table.Create();
        table.GetEntityIfExists<TableEntity>("it's", "%", ["V"]);

        Assert.Equal(Signature($"{_transport.Headers["x-ms-date"]}\n{resource}"), _transport.Headers["Authorization"]);
        Assert.Equal("?$select=V", _transport.Url!.Query);
    }

    [Fact]
    public async Task The_component_asked_for_is_signed_too()
    {
        var endpoint = TableEndpoint.WithKey(new Uri("https://acme.table.core.windows.net"), new("acme", Key), Options);
        using var message = endpoint.CreateMessage(RequestMethod.Get, endpoint.Address + "/rows?timeout=5&comp=acl", Answers.ReadIfExists);
        await endpoint.Send(message, async: true, CancellationToken.None);

        Assert.Equal(Signature($"{_transport.Headers["x-ms-date"]}\n/acme/rows?comp=acl"), _transport.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_changed_key_is_used_at_once()
    {
        var credential = new TableSharedKeyCredential("acme", "b2xk");
        var service = new TableServiceClient(new Uri("https://acme.table.core.windows.net"), credential, Options);
        credential.SetAccountKey(Key);
        await service.CreateTableAsync("rows");

        Assert.Equal(Signature($"{_transport.Headers["x-ms-date"]}\n/acme/Tables"), _transport.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_token_is_asked_for_with_the_scope_of_storage()
    {
        var credential = new FixedToken();
        var service = new TableServiceClient(new Uri("https://acme.table.core.windows.net"), credential, Options);
        await service.CreateTableAsync("rows");

        Assert.Equal("acme", service.AccountName);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        Assert.Equal("Bearer token", _transport.Headers["Authorization"]);
    }

    [Fact]
    public void A_transaction_whose_answer_was_cut_short_is_no_success()
    {
        var table = new TableClient($"AccountName=acme;AccountKey={Key}", "rows", new TableClientOptions { Transport = new FixedAnswer(202, "--batch") });

        Assert.Throws<RequestFailedException>(
            () => table.SubmitTransaction([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]));
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("{\"error\":{\"code\":\"x\"}}")]
    [InlineData("{\"odata.error\":[]}")]
    [InlineData("")]
    public void An_error_in_other_words_is_still_an_error(string body)
    {
        var table = new TableClient($"AccountName=acme;AccountKey={Key}", "rows", new TableClientOptions { Transport = new FixedAnswer(403, body) });

        var failure = Assert.Throws<RequestFailedException>(() => table.AddEntity(new TableEntity("p", "r")));

        Assert.Equal(403, failure.Status);
    }

    [Fact]
    public void A_body_is_all_ASCII_because_Azurite_garbles_letters_on_the_border_of_two_reads()
    {
        var table = new TableClient($"AccountName=acme;AccountKey={Key}", "rows", Options);
        table.Create();
        table.AddEntity(new TableEntity("ü", "世") { ["Text"] = "🌍" });
        Assert.All(_transport.Body, letter => Assert.InRange(letter, 0x20, 0x7E));

        table.SubmitTransaction([new(TableTransactionActionType.UpsertMerge, new TableEntity("ü", "世") { ["Text"] = "é" })]);
        Assert.All(_transport.Body, letter => Assert.InRange(letter, 0x0A, 0x7E));
        Assert.Equal("é", table.GetEntity<TableEntity>("ü", "世").Value.GetString("Text"));
    }

    private static string Signature(string text) =>
        $"SharedKeyLite acme:{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)))}";

    private sealed class FixedToken : TokenCredential
    {
        public IReadOnlyList<string> Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
