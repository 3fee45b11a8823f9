using System.Globalization;

namespace Testing.Tables;

/// <summary>
/// A row's content without the service's own marks (ETag, Timestamp), its properties in the order of their names: equal
/// contents have equal texts.
/// </summary>
public sealed record TableRow(string Table, string PartitionKey, string RowKey, IReadOnlyDictionary<string, object> Properties)
{
    public override string ToString() =>
        $"{Table} {PartitionKey} {RowKey} {string.Join(", ", Properties.Select(property => $"{property.Key}={Text(property.Value)}"))}";

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        long number => string.Create(CultureInfo.InvariantCulture, $"{number}L"),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
