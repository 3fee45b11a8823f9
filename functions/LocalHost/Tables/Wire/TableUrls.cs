using System.Text;

namespace LocalHost.Tables.Wire;

/// <summary>The URLs of a table and its rows. Quotes in a key are doubled, then everything but letters, digits and -._~ is escaped.</summary>
internal sealed class TableUrls(string serviceAddress, string table)
{
    public string Table { get; } = $"{serviceAddress}/{table}";

    public string Batch { get; } = $"{serviceAddress}/$batch";

    public string Row(string partitionKey, string rowKey) =>
        string.Concat(string.Concat(Table, "(PartitionKey='", Escaped(partitionKey)), "',RowKey='", Escaped(rowKey), "')");

    public string Row(string partitionKey, string rowKey, IEnumerable<string>? select) =>
        select is null ? Row(partitionKey, rowKey) : $"{Row(partitionKey, rowKey)}?$select={Columns(select)}";

    public string Query(string? filter, IEnumerable<string>? select, int? top, (string? PartitionKey, string? RowKey) next)
    {
        var url = new StringBuilder(Table).Append("()");
        Append(url, "$filter", filter);
        Append(url, "$top", top?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Append(url, "$select", select is null ? null : string.Join(',', select));
        Append(url, "NextPartitionKey", next.PartitionKey);
        Append(url, "NextRowKey", next.RowKey);
        return url.ToString();
    }

    /// <summary>Adds a parameter to a URL; none for null or empty.</summary>
    public static void Append(StringBuilder url, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            url.Append(url.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?');
            url.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    private static string Escaped(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static string Columns(IEnumerable<string> select) => Uri.EscapeDataString(string.Join(',', select));
}
