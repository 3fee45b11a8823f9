using Testing.Tables.Rows;

namespace Testing.Tables.Queries;

/// <summary>A condition on rows. A property that a row does not have meets no comparison.</summary>
internal abstract record Filter
{
    public abstract bool Matches(Row row, PropertyNames names);

    public sealed record All : Filter
    {
        public override bool Matches(Row row, PropertyNames names) => true;
    }

    public sealed record And(Filter Left, Filter Right) : Filter
    {
        public override bool Matches(Row row, PropertyNames names) => Left.Matches(row, names) && Right.Matches(row, names);
    }

    public sealed record Or(Filter Left, Filter Right) : Filter
    {
        public override bool Matches(Row row, PropertyNames names) => Left.Matches(row, names) || Right.Matches(row, names);
    }

    public sealed record Not(Filter Inner) : Filter
    {
        public override bool Matches(Row row, PropertyNames names) => !Inner.Matches(row, names);
    }

    /// <summary>Operation is one of eq, ne, lt, le, gt, ge; Value as PropertyReader.AsObject would give it.</summary>
    public sealed record Comparison(string Property, string Operation, object Value) : Filter
    {
        public override bool Matches(Row row, PropertyNames names) => Property switch
        {
            "PartitionKey" => Value is string key && Meets(string.CompareOrdinal(row.PartitionKey, key)),
            "RowKey" => Value is string key && Meets(string.CompareOrdinal(row.RowKey, key)),
            "Timestamp" => Value is DateTime at && Meets(row.Version.CompareTo(at.Ticks)),
            _ => new PropertyReader(row.Properties) is var properties
                && properties.Find(names.Find(Property))
                && Compare(properties.AsObject, Value) is { } order
                && Meets(order),
        };

        public bool Meets(int order) => Operation switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "lt" => order < 0,
            "le" => order <= 0,
            "gt" => order > 0,
            _ => order >= 0,
        };

        /// <summary>Null for values that do not compare: of different kinds, but for numbers.</summary>
        private static int? Compare(object left, object right) => (left, right) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (bool a, bool b) => a.CompareTo(b),
            (DateTime a, DateTime b) => a.CompareTo(b),
            (Guid a, Guid b) => a.CompareTo(b),
            (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
            (int or long, int or long) => Whole(left).CompareTo(Whole(right)),
            (int or long or double, int or long or double) => Real(left).CompareTo(Real(right)),
            _ => null,
        };

        private static long Whole(object number) => number is int small ? small : (long)number;

        private static double Real(object number) => number is double real ? real : Whole(number);
    }
}
