using Testing.Tables.Protocol;

namespace Testing.Tables.Rows;

/// <summary>The limits of one row: 252 properties of its own, 64 KiB a property, 1 MiB in all as the service counts it.</summary>
internal static class EntityRules
{
    private const int MaxProperties = 252;
    private const int MaxPropertySize = 64 * 1024;
    private const int MaxNameLength = 255;
    private const int MaxEntitySize = 1024 * 1024;

    private static readonly DateTime FirstInstant = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static void CheckName(ReadOnlySpan<char> name)
    {
        if (name.Length > MaxNameLength)
        {
            throw new RefusedException(TableError.PropertyNameTooLong);
        }

        if (name.IsEmpty || !(char.IsLetter(name[0]) || name[0] == '_'))
        {
            throw new RefusedException(TableError.PropertyNameInvalid);
        }

        foreach (var letter in name)
        {
            if (!(char.IsLetterOrDigit(letter) || letter == '_'))
            {
                throw new RefusedException(TableError.PropertyNameInvalid);
            }
        }
    }

    public static void CheckText(int characters) => CheckSize(characters * 2);

    public static void CheckSize(int bytes)
    {
        if (bytes > MaxPropertySize)
        {
            throw new RefusedException(TableError.PropertyValueTooLarge);
        }
    }

    public static void CheckInstant(DateTime utc)
    {
        if (utc < FirstInstant)
        {
            throw new RefusedException(TableError.OutOfRangeInput);
        }
    }

    /// <summary>Null for a row within the limits.</summary>
    public static TableError? Check(Row row, PropertyNames names)
    {
        var size = 4 + ((row.PartitionKey.Length + row.RowKey.Length) * 2);
        var count = 0;
        var properties = new PropertyReader(row.Properties);
        while (properties.Read())
        {
            count++;
            size += 8 + (names[properties.Name].Text.Length * 2) + properties.BilledSize;
        }

        return count > MaxProperties ? TableError.TooManyProperties
            : size > MaxEntitySize ? TableError.EntityTooLarge
            : null;
    }
}
