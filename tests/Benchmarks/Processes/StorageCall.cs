using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Processes;

/// <summary>Says in words what a request asks of the storage services.</summary>
internal static partial class StorageCall
{
    private const string Batch = "$batch";

    public static string NameOf(HttpRequest request, string body)
    {
        // The first segment is the account's name: Azurite has it in the path.
        var path = request.Path.Value!.Split('/', 4, StringSplitOptions.RemoveEmptyEntries);
        var target = path.Length < 2 ? "service" : path[1];
        if (target == Batch)
            return Transaction(body);
        var at = target.IndexOf('(', StringComparison.Ordinal);
        return at >= 0 || path.Length == 2 ? $"{(at < 0 ? target : target[..at])} {OnRows(request.Method, target)}" : $"{target} {OnBlobs(request)}";
    }

    private static string Transaction(string body)
    {
        var rows = RowOfTransaction().Matches(body);
        return rows.Count == 0 ? "empty transaction" : $"{rows[0].Groups[1].Value} transaction of {(rows.Count <= 4 ? rows.Count : "more")} row(s)";
    }

    private static string OnRows(string method, string target) => method switch
    {
        "POST" => "insert",
        "PUT" => "replace",
        "PATCH" => "merge",
        "DELETE" => "delete",
        _ => target.Contains("PartitionKey=", StringComparison.Ordinal) ? "read" : "query",
    };

    private static string OnBlobs(HttpRequest request) => (request.Method, request.Query["comp"].ToString()) switch
    {
        ("PUT", "appendblock") => "append",
        ("PUT", _) => "new blob",
        _ => "read",
    };

    [GeneratedRegex(@"^(?:POST|PUT|PATCH|DELETE) https?://[^/]+/[^/]+/(\w+)", RegexOptions.Multiline)]
    private static partial Regex RowOfTransaction();
}
