using Azure.Core;
using Testing.Tables.Rows;

namespace Testing.Tables.Protocol;

/// <summary>A request, read but not carried out.</summary>
internal sealed record Call(TableRequestKind Kind, Resource Resource, IReadOnlyList<Change> Changes, CallHeaders Headers, string Query)
{
    public IReadOnlyList<TableRequestRow> Rows => Kind switch
    {
        TableRequestKind.Read => [new("GET", Resource.PartitionKey!, Resource.RowKey!)],
        TableRequestKind.Write or TableRequestKind.Batch =>
            [.. Changes.Select(change => new TableRequestRow(Method(change.Kind), change.PartitionKey, change.RowKey))],
        _ => [],
    };

    public string Table { get; init; } = Resource.Name;

    /// <summary>Why a batch cannot even be tried, and because of which of its actions.</summary>
    public (int Index, TableError Error)? BatchRefusal { get; init; }

    /// <summary>The body of a request about tables: the name in it.</summary>
    public string? NewTable { get; init; }

    private static string Method(ChangeKind kind) => kind switch
    {
        ChangeKind.Insert => "POST",
        ChangeKind.Replace => "PUT",
        ChangeKind.Merge => "PATCH",
        _ => "DELETE",
    };
}

/// <summary>The headers that change what a request means.</summary>
internal readonly record struct CallHeaders(string? IfMatch, bool WantsNoContent)
{
    public static CallHeaders Of(Request request) => new(
        request.Headers.TryGetValue("If-Match", out var ifMatch) ? ifMatch : null,
        request.Headers.TryGetValue("Prefer", out var prefer) && prefer == "return-no-content");
}
