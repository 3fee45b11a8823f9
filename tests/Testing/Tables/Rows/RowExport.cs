namespace Testing.Tables.Rows;

/// <summary>Unpacks a table's rows for comparison.</summary>
internal static class RowExport
{
    public static IEnumerable<TableRow> Of(Table table, PropertyNames names)
    {
        var stride = new Row[256];
        var (partitionKey, rowKey) = ("", "");
        while (true)
        {
            var copied = table.CopyFrom(partitionKey, rowKey, stride);
            for (var i = 0; i < copied; i++)
            {
                yield return new TableRow(table.Name, stride[i].PartitionKey, stride[i].RowKey, Properties(stride[i], names));
            }

            if (copied < stride.Length)
            {
                yield break;
            }

            (partitionKey, rowKey) = (stride[copied - 1].PartitionKey, stride[copied - 1].RowKey + "\0");
        }
    }

    private static SortedDictionary<string, object> Properties(Row row, PropertyNames names)
    {
        var properties = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var reader = new PropertyReader(row.Properties);
        while (reader.Read())
        {
            properties[names[reader.Name].Text] = reader.AsObject;
        }

        return properties;
    }
}
