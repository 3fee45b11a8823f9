using Azure;
using Azure.Data.Tables;
using LocalHost.Tables.Entities;

namespace LocalHost.Tables.Wire;

/// <summary>
/// Writes a transaction as OData's multipart batch with one change set. Every part is JSON, in which control characters
/// are escaped: a boundary can never occur inside, so a fixed one will do.
/// </summary>
internal static class TransactionBody
{
    public const string ContentType = "multipart/mixed; boundary=batch_0d2e6c15-3f5e-4b7b-9c5e-6a3f0c9b7a11";

    private static ReadOnlySpan<byte> Head =>
        "--batch_0d2e6c15-3f5e-4b7b-9c5e-6a3f0c9b7a11\r\nContent-Type: multipart/mixed; boundary=changeset_8a4f2b6e-9d1c-4c43-8e57-1b6d0f3a5c22\r\n\r\n"u8;

    private static ReadOnlySpan<byte> PartHead =>
        "--changeset_8a4f2b6e-9d1c-4c43-8e57-1b6d0f3a5c22\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8;

    private static ReadOnlySpan<byte> PartHeaders =>
        " HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n"u8;

    private static ReadOnlySpan<byte> Foot =>
        "--changeset_8a4f2b6e-9d1c-4c43-8e57-1b6d0f3a5c22--\r\n\r\n--batch_0d2e6c15-3f5e-4b7b-9c5e-6a3f0c9b7a11--\r\n"u8;

    /// <summary>Writes all actions and answers how many there were.</summary>
    public static int Write(PooledBody body, IEnumerable<TableTransactionAction> actions, TableUrls urls)
    {
        var count = 0;
        body.Append(Head);
        foreach (var action in actions)
        {
            Write(body, action, urls);
            count++;
        }

        body.Append(Foot);
        return count;
    }

    private static void Write(PooledBody body, TableTransactionAction action, TableUrls urls)
    {
        var entity = action.Entity;
        var isInsert = action.ActionType == TableTransactionActionType.Add;
        body.Append(PartHead);
        body.Append(Method(action.ActionType));
        body.Append(isInsert ? urls.Table : urls.Row(entity.PartitionKey, entity.RowKey));
        body.Append(PartHeaders);
        if (isInsert)
        {
            body.Append("Prefer: return-no-content\r\n"u8);
        }

        if (Condition(action) is { } condition)
        {
            body.Append("If-Match: "u8);
            body.Append(condition);
            body.Append("\r\n"u8);
        }

        if (action.ActionType != TableTransactionActionType.Delete)
        {
            body.Append("Content-Type: application/json\r\n\r\n"u8);
            EntityText.Write(body, entity);
        }

        body.Append("\r\n"u8);
    }

    private static ReadOnlySpan<byte> Method(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST "u8,
        TableTransactionActionType.Delete => "DELETE "u8,
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT "u8,
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH "u8,
        _ => throw new InvalidOperationException($"Unknown action type {type}."),
    };

    private static string? Condition(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Delete => action.ETag == default ? ETag.All.ToString() : action.ETag.ToString(),
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace when action.ETag != default =>
            action.ETag.ToString(),
        _ => null,
    };
}
