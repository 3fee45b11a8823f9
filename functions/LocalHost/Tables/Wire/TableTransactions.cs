using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace LocalHost.Tables.Wire;

/// <summary>Submits several writes to one partition as one: all or none.</summary>
internal sealed class TableTransactions(TableEndpoint endpoint, TableUrls urls)
{
    /// <exception cref="TableTransactionFailedException">An action was refused and nothing was written.</exception>
    /// <exception cref="RequestFailedException">The whole was refused; or whether it was done is unknown.</exception>
    public async ValueTask<Response<IReadOnlyList<Response>>> Submit(
        IEnumerable<TableTransactionAction> actions, bool async, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actions);
        using var message = endpoint.CreateMessage(RequestMethod.Post, urls.Batch, Answers.Batch);
        var body = new PooledBody(4096);
        var count = TransactionBody.Write(body, actions, urls);
        if (count == 0)
        {
            throw new InvalidOperationException("Transaction contains zero operations.");
        }

        message.Request.Headers.Add("Content-Type", TransactionBody.ContentType);
        message.Request.Content = body;
        var response = await endpoint.Send(message, async, cancellation);
        return Response.FromValue<IReadOnlyList<Response>>(Checked(TransactionAnswer.Parse(response), count), response);
    }

    /// <summary>An answer that was cut short must not pass for a success.</summary>
    private static List<Response> Checked(List<Response> parts, int actions)
    {
        if (parts.FirstOrDefault(static part => part.Status >= 400) is { } failed)
        {
            throw new TableTransactionFailedException(new RequestFailedException(failed, null, ErrorBody.Parser));
        }

        return parts.Count == actions
            ? parts
            : throw new RequestFailedException($"The transaction had {actions} actions but {parts.Count} answers.");
    }
}
