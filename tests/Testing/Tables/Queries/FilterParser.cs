using System.Globalization;
using Testing.Tables.Protocol;

namespace Testing.Tables.Queries;

/// <summary>Reads the part of OData's $filter that the service supports: comparisons, and, or, not, parentheses.</summary>
internal sealed class FilterParser
{
    /// <summary>The service refuses more comparisons than this in one filter.</summary>
    private const int MaxComparisons = 15;

    private readonly List<string> _tokens;
    private int _next;
    private int _comparisons;

    private FilterParser(List<string> tokens) => _tokens = tokens;

    /// <exception cref="RefusedException">Not a filter.</exception>
    public static Filter Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Filter.All();
        }

        var parser = new FilterParser(FilterTokens.Split(text));
        var filter = parser.Or();
        return parser._next == parser._tokens.Count ? filter : throw Invalid();
    }

    private Filter Or()
    {
        var left = And();
        while (Take("or"))
        {
            left = new Filter.Or(left, And());
        }

        return left;
    }

    private Filter And()
    {
        var left = Unary();
        while (Take("and"))
        {
            left = new Filter.And(left, Unary());
        }

        return left;
    }

    private Filter Unary()
    {
        if (Take("not"))
        {
            return new Filter.Not(Unary());
        }

        if (!Take("("))
        {
            return Comparison();
        }

        var inner = Or();
        return Take(")") ? inner : throw Invalid();
    }

    private Filter.Comparison Comparison()
    {
        if (++_comparisons > MaxComparisons)
        {
            throw Invalid();
        }

        var left = Token();
        if (_next == _tokens.Count || Operation(_tokens[_next]) is not { } operation)
        {
            return new Filter.Comparison(Property(left), "eq", true); // A boolean property standing alone.
        }

        _next++;
        var right = Token();
        return Literal(right) is { } value
            ? new Filter.Comparison(Property(left), operation, value)
            : new Filter.Comparison(Property(right), Mirrored(operation), Literal(left) ?? throw Invalid());
    }

    private string Token() => _next < _tokens.Count ? _tokens[_next++] : throw Invalid();

    private bool Take(string token)
    {
        var isThere = _next < _tokens.Count && _tokens[_next] == token;
        _next += isThere ? 1 : 0;
        return isThere;
    }

    private static string? Operation(string token) => token is "eq" or "ne" or "lt" or "le" or "gt" or "ge" ? token : null;

    private static string Property(string token) =>
        char.IsLetter(token[0]) || token[0] == '_' ? token : throw Invalid();

    private static string Mirrored(string operation) => operation switch
    {
        "lt" => "gt",
        "le" => "ge",
        "gt" => "lt",
        "ge" => "le",
        _ => operation,
    };

    /// <summary>The value of a literal, or null for what is none.</summary>
    private static object? Literal(string token)
    {
        try
        {
            return token switch
            {
                "true" => true,
                "false" => false,
                ['\'', .., '\''] => Unquoted(token),
                _ when token.EndsWith('\'') => Typed(token[..token.IndexOf('\'', StringComparison.Ordinal)], Unquoted(token)),
                [.. var digits, 'L'] when long.TryParse(digits, CultureInfo.InvariantCulture, out var number) => number,
                _ when int.TryParse(token, CultureInfo.InvariantCulture, out var number) => number,
                _ when long.TryParse(token, CultureInfo.InvariantCulture, out var number) => number,
                _ when double.TryParse(token, CultureInfo.InvariantCulture, out var number) => number,
                _ => null,
            };
        }
        catch (FormatException)
        {
            throw Invalid();
        }
    }

    private static object Typed(string prefix, string text) => prefix switch
    {
        "datetime" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime,
        "guid" => Guid.Parse(text),
        "X" or "binary" => Convert.FromHexString(text),
        _ => throw Invalid(),
    };

    private static string Unquoted(string token) =>
        token[(token.IndexOf('\'', StringComparison.Ordinal) + 1)..^1].Replace("''", "'", StringComparison.Ordinal);

    private static RefusedException Invalid() => new(TableError.InvalidInput);
}
