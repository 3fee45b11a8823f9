using Azure;
using Azure.Core;
using Azure.Data.Tables;
using LocalHost.Tables.Entities;

namespace LocalHost.Tables.Wire;

/// <summary>Queries over one table's rows. A continuation token is the service's two next keys with a space between.</summary>
internal sealed class TableQueries(TableEndpoint endpoint, TableUrls urls)
{
    public FetchPage<T> Pages<T>(string? filter, IEnumerable<string>? select, CancellationToken cancellation)
        where T : class, ITableEntity =>
        async (token, size, async) =>
        {
            var url = urls.Query(filter, select, size, Next(token));
            using var message = endpoint.CreateMessage(RequestMethod.Get, url, Answers.Read);
            var response = await endpoint.Send(message, async, cancellation);
            return Page<T>.FromValues(EntityText.ReadPage<T>(response.Content.ToMemory().Span), Token(response), response);
        };

    private static (string? PartitionKey, string? RowKey) Next(string? token)
    {
        if (token is null || token.Length <= 1)
        {
            return (null, null);
        }

        var space = token.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (token, null) : (token[..space], token[(space + 1)..]);
    }

    private static string? Token(Response response)
    {
        var hasPartition = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey);
        var hasRow = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey);
        return hasPartition || hasRow ? $"{partitionKey} {rowKey}" : null;
    }
}
