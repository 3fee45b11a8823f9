using System.Collections.Concurrent;
using System.Net;
using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>A storage call in the words of Storage's README.</summary>
internal static class StorageCall
{
    public static string Of(TableRequest request) => request.Kind switch
    {
        TableRequestKind.Read => $"{request.Table} read",
        TableRequestKind.Query => $"{request.Table} query",
        TableRequestKind.Batch when request.Table == Names.Tables.Outbox =>
            request.Rows[0].Method == "DELETE" ? "Outbox delete" : "Outbox put",
        TableRequestKind.Batch => $"{request.Table} transaction of {request.Rows.Count}",
        TableRequestKind.Write => $"{request.Table} {Verb(request.Rows[0].Method)}",
        _ => $"{request.Table} {request.Kind}",
    };

    private static string Verb(string method) => method switch
    {
        "POST" => "insert",
        "DELETE" => "delete",
        _ => "put",
    };
}

/// <summary>Blob storage that says yes to everything and notes the appends.</summary>
internal sealed class CountedBlobs(ConcurrentQueue<string> calls) : HttpMessageHandler
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
