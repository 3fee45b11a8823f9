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
        if (TransactionBody.Write(body, actions, urls) == 0)
        {
            throw new InvalidOperationException("Transaction contains zero operations.");
        }

        message.Request.Headers.Add("Content-Type", TransactionBody.ContentType);
        message.Request.Content = body;
        var response = await endpoint.Send(message, async, cancellation);
        var parts = TransactionAnswer.Parse(response);
        var failed = parts.FirstOrDefault(static part => part.Status >= 400);
        return failed is null
            ? Response.FromValue<IReadOnlyList<Response>>(parts, response)
            : throw new TableTransactionFailedException(new RequestFailedException(failed, null, ErrorBody.Parser));
    }
}
