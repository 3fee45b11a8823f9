using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>`?limit=` (1 to 200, default 50) and the opaque `?cursor=` of a list.</summary>
public sealed record PageRequest(int Limit, string? Cursor)
{
    public const int MaxLimit = 200;

    private const int DefaultLimit = 50;

    public static PageRequest Read(IQueryCollection query)
    {
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            throw new ProblemException(Problem.Invalid, errors: [new("/limit", $"must be a number from 1 to {MaxLimit}")]);
        }

        return new PageRequest(limit, query.TryGetValue("cursor", out var cursor) ? cursor.ToString() : null);
    }

    /// <summary>The number inside the cursor of a list that is ordered by one; null on the first page.</summary>
    public long? CursorNumber() => Cursor is null ? null
        : long.TryParse(Cursor, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new ProblemException(Problem.Invalid, errors: [new("/cursor", "is not a cursor of this list")]);

    /// <summary>As <see cref="CursorNumber"/> for a list that goes on in other histories: the number, and in which of them.</summary>
    public (long? Number, int History) CursorWithin()
    {
        var (number, history) = Cursor?.Split('.') is [var first, var second] ? (first, second) : (Cursor, "0");
        return int.TryParse(history, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? ((this with { Cursor = number }).CursorNumber(), index)
            : throw new ProblemException(Problem.Invalid, errors: [new("/cursor", "is not a cursor of this list")]);
    }

    public static string CursorOf(long number, int history) =>
        history == 0 ? CursorOf(number) : string.Create(CultureInfo.InvariantCulture, $"{number:x}.{history}");

    public static string CursorOf(long number) => number.ToString("x", CultureInfo.InvariantCulture);
}
