namespace Testing.Tables;

public enum TableRequestKind
{
    Read,
    Query,
    Write,
    Batch,
    CreateTable,
    DeleteTable,
    ListTables,
}

/// <summary>
/// A request as it reached the service, before anything was done about it: what faults are decided on. Number counts all
/// requests from 1, a client's retries too; WriteNumber those that write (0 for one that does not). A query names no Rows.
/// </summary>
public sealed record TableRequest(long Number, long WriteNumber, TableRequestKind Kind, string Table, IReadOnlyList<TableRequestRow> Rows)
{
    public bool IsWrite => Writes(Kind);

    internal static bool Writes(TableRequestKind kind) =>
        kind is TableRequestKind.Write or TableRequestKind.Batch or TableRequestKind.CreateTable or TableRequestKind.DeleteTable;
}

/// <summary>Method is the HTTP method: GET, POST (insert), PUT (replace), PATCH (merge), DELETE.</summary>
public sealed record TableRequestRow(string Method, string PartitionKey, string RowKey);
