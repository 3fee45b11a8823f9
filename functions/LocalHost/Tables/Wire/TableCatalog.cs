using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace LocalHost.Tables.Wire;

/// <summary>Creates, deletes and lists the tables of one account.</summary>
internal sealed class TableCatalog(TableEndpoint endpoint)
{
    private readonly string _tables = $"{endpoint.Address}/Tables";

    public async ValueTask<Response<TableItem>> Create(string name, bool ifNotExists, bool async, CancellationToken cancellation)
    {
        var answers = ifNotExists ? Answers.CreatedIfNotExists : Answers.Created;
        using var message = endpoint.CreateMessage(RequestMethod.Post, _tables, answers);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes($$"""{"TableName":{{Quoted(name)}}}"""));
        var response = await endpoint.Send(message, async, cancellation);
        return response.Status == 409 && !AlreadyExists(response)
            ? throw new RequestFailedException(response)
            : Response.FromValue(new TableItem(name), response);
    }

    public async ValueTask<Response> Delete(string name, bool async, CancellationToken cancellation)
    {
        var url = $"{_tables}('{Uri.EscapeDataString(name)}')";
        using var message = endpoint.CreateMessage(RequestMethod.Delete, url, Answers.Deleted);
        return await endpoint.Send(message, async, cancellation);
    }

    public FetchPage<TableItem> Pages(string? filter, CancellationToken cancellation) => async (token, size, async) =>
    {
        var url = new StringBuilder(_tables);
        TableUrls.Append(url, "$filter", filter);
        TableUrls.Append(url, "$top", size?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        TableUrls.Append(url, "NextTableName", token);
        using var message = endpoint.CreateMessage(RequestMethod.Get, url.ToString(), Answers.Read);
        var response = await endpoint.Send(message, async, cancellation);
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(Parse(response), next, response);
    };

    private static List<TableItem> Parse(Response response)
    {
        using var document = JsonDocument.Parse(response.Content.ToMemory());
        return [.. document.RootElement.GetProperty("value").EnumerateArray()
            .Select(table => new TableItem(table.GetProperty("TableName").GetString()!))];
    }

    private static bool AlreadyExists(Response response) =>
        ErrorBody.Parser.TryParse(response, out var error, out _) && error.Code == TableErrorCode.TableAlreadyExists;

    private static string Quoted(string name) => $"\"{JsonEncodedText.Encode(name)}\"";
}
