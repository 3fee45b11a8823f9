using System.Text;

namespace Testing.Tables.Rows;

/// <summary>Packs rows that were not sent: the inverse of RowExport.</summary>
internal sealed class RowImport(PropertyNames names)
{
    private readonly PropertyWriter _properties = new();

    public Change Of(TableRow row)
    {
        _properties.Reset();
        foreach (var (name, value) in row.Properties)
        {
            Write(names.NumberOf(name), value);
        }

        return new Change(ChangeKind.Replace, row.PartitionKey, row.RowKey, null, _properties.ToArray());
    }

    private void Write(int name, object value)
    {
        switch (value)
        {
            case bool flag:
                _properties.Write(name, flag);
                break;
            case int number:
                _properties.Write(name, number);
                break;
            case long number:
                _properties.Write(name, EdmKind.Int64, number);
                break;
            case DateTime instant:
                _properties.Write(name, EdmKind.DateTime, instant.Ticks);
                break;
            case byte[] bytes:
                _properties.Write(name, EdmKind.Binary, bytes);
                break;
            default:
                _properties.Write(name, EdmKind.String, Encoding.UTF8.GetBytes((string)value));
                break;
        }
    }
}
