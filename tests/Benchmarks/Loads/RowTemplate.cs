using System.Text;
using Azure.Data.Tables;

namespace Benchmarks.Loads;

/// <summary>A row that the hub wrote, to be written again for other members: same properties, same size.</summary>
internal sealed class RowTemplate
{
    private readonly KeyValuePair<string, object>[] _properties;
    private readonly string _member;
    private readonly string _partitionKey;
    private readonly string _rowKey;

    public RowTemplate(TableEntity row, string member)
    {
        _member = member;
        (_partitionKey, _rowKey) = (row.PartitionKey, row.RowKey);
        _properties = [.. row.Where(x => !IsOfService(x.Key)).Select(x => KeyValuePair.Create(x.Key, x.Value))];
    }

    /// <summary>Bytes of the values that take any.</summary>
    public int Size => _properties.Sum(x => x.Value is byte[] bytes ? bytes.Length : x.Value is string text ? text.Length : sizeof(long));

    /// <summary>The row with the member's id where it stood in keys. What is inside other properties is left as it is.</summary>
    public TableEntity For(string member)
    {
        var row = new TableEntity(_partitionKey == _member ? member : _partitionKey, _rowKey.Replace(_member, member, StringComparison.Ordinal));
        foreach (var (name, value) in _properties)
        {
            row[name] = value;
        }

        return row;
    }

    /// <summary>The row under a key of its own, as long as the template's.</summary>
    public TableEntity For(string member, string unique)
    {
        var row = For(member);
        row.RowKey = string.Concat(row.RowKey.AsSpan(0, row.RowKey.Length - unique.Length), unique);
        return row;
    }

    /// <summary>The row with the member's id wherever it stands, as a hub must find it that is to work with it.</summary>
    public TableEntity Whole(string member)
    {
        var row = For(member);
        foreach (var (name, value) in _properties)
        {
            row[name] = value switch
            {
                string text => text.Replace(_member, member, StringComparison.Ordinal),
                byte[] bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(_member, member, StringComparison.Ordinal)),
                _ => value,
            };
        }

        return row;
    }

    private static bool IsOfService(string name) =>
        name is "PartitionKey" or "RowKey" or "Timestamp" || name.StartsWith("odata.", StringComparison.Ordinal);
}

/// <summary>What one purchase wrote in its member's partition.</summary>
/// <param name="Account">The row that was replaced.</param>
/// <param name="Added">Entry, operation and receipt.</param>
internal sealed record PurchaseRows(RowTemplate Account, IReadOnlyList<RowTemplate> Added);
