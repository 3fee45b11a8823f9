using Testing.Tables.Protocol;

namespace Testing.Tables.Queries;

/// <summary>A filter on a list of tables, whose only property is their name.</summary>
internal static class TableFilter
{
    /// <exception cref="RefusedException">The filter is about something else.</exception>
    public static bool Matches(Filter filter, string name) => filter switch
    {
        Filter.All => true,
        Filter.And both => Matches(both.Left, name) && Matches(both.Right, name),
        Filter.Or either => Matches(either.Left, name) || Matches(either.Right, name),
        Filter.Not not => !Matches(not.Inner, name),
        Filter.Comparison { Property: "TableName", Value: string } comparison =>
            comparison.Meets(string.Compare(name, (string)comparison.Value, StringComparison.OrdinalIgnoreCase)),
        _ => throw new RefusedException(TableError.InvalidInput),
    };
}
