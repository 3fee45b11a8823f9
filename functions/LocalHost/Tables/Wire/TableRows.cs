using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using LocalHost.Tables.Entities;

namespace LocalHost.Tables.Wire;

/// <summary>The requests about single rows of one table. Each runs synchronously when <c>async</c> is false.</summary>
internal sealed class TableRows(TableEndpoint endpoint, TableUrls urls)
{
    private static readonly RequestMethod Merge = RequestMethod.Patch;

    public async ValueTask<Response> Insert(ITableEntity entity, bool async, CancellationToken cancellation)
    {
        using var message = endpoint.CreateMessage(RequestMethod.Post, urls.Table, Answers.Created);
        message.Request.Headers.Add("Prefer", "return-no-content");
        AddBody(message.Request, entity);
        return await endpoint.Send(message, async, cancellation);
    }

    /// <summary>Without a condition the service inserts the row if it is not there.</summary>
    public async ValueTask<Response> Put(
        ITableEntity entity, string? ifMatch, TableUpdateMode mode, bool async, CancellationToken cancellation)
    {
        var method = mode switch
        {
            TableUpdateMode.Merge => Merge,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"Unexpected value for mode: {mode}", nameof(mode)),
        };
        using var message = endpoint.CreateMessage(method, urls.Row(entity.PartitionKey, entity.RowKey), Answers.Written);
        if (ifMatch is not null)
        {
            message.Request.Headers.Add("If-Match", ifMatch);
        }

        AddBody(message.Request, entity);
        return await endpoint.Send(message, async, cancellation);
    }

    public async ValueTask<Response> Delete(
        string partitionKey, string rowKey, string ifMatch, bool async, CancellationToken cancellation)
    {
        using var message = endpoint.CreateMessage(RequestMethod.Delete, urls.Row(partitionKey, rowKey), Answers.Deleted);
        message.Request.Headers.Add("If-Match", ifMatch);
        return await endpoint.Send(message, async, cancellation);
    }

    public async ValueTask<Response<T>> Get<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select, bool async, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        using var message = endpoint.CreateMessage(RequestMethod.Get, urls.Row(partitionKey, rowKey, select), Answers.Read);
        return Parse<T>(await endpoint.Send(message, async, cancellation));
    }

    public async ValueTask<NullableResponse<T>> GetIfExists<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select, bool async, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        using var message = endpoint.CreateMessage(RequestMethod.Get, urls.Row(partitionKey, rowKey, select), Answers.ReadIfExists);
        var response = await endpoint.Send(message, async, cancellation);
        return response.Status == 404 ? new NoValue<T>(response) : Parse<T>(response);
    }

    private static Response<T> Parse<T>(Response response)
        where T : class, ITableEntity
    {
        var reader = new Utf8JsonReader(response.Content.ToMemory().Span);
        return Response.FromValue(EntityText.Read<T>(ref reader), response);
    }

    private static void AddBody(Request request, ITableEntity entity)
    {
        var body = new PooledBody();
        EntityText.Write(body, entity);
        request.Headers.Add("Content-Type", "application/json");
        request.Content = body;
    }
}
