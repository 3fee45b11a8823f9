using System.Globalization;
using System.Text;

namespace Testing.Tables.Protocol;

/// <summary>The parameters of a query, decoded, and the continuation tokens in them, which mean nothing outside the service.</summary>
internal sealed class QueryString
{
    private const int MaxPage = 1000;
    private const string TokenMark = "1!";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public QueryString(string query)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                _values[Uri.UnescapeDataString(pair[..equals])] = Uri.UnescapeDataString(pair[(equals + 1)..]);
            }
        }
    }

    public string? Filter => _values.GetValueOrDefault("$filter");

    /// <summary>The properties wanted, or null for all.</summary>
    public HashSet<string>? Select => _values.GetValueOrDefault("$select") is { Length: > 0 } list and not "*"
        ? [.. list.Split(',', StringSplitOptions.TrimEntries)]
        : null;

    /// <summary>Rows in a page: 1,000 unless fewer are asked for; asking for more is refused.</summary>
    public int Top
    {
        get
        {
            if (!_values.TryGetValue("$top", out var text))
            {
                return MaxPage;
            }

            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is > 0 and <= MaxPage
                ? top
                : throw new RefusedException(TableError.InvalidInput);
        }
    }

    public (string PartitionKey, string RowKey)? Continuation =>
        Key("NextPartitionKey") is { } partitionKey ? (partitionKey, Key("NextRowKey") ?? "") : null;

    public string? NextTable => _values.GetValueOrDefault("NextTableName");

    public static string Token(string key) => TokenMark + Convert.ToHexString(Encoding.UTF8.GetBytes(key));

    private string? Key(string name)
    {
        if (!_values.TryGetValue(name, out var token))
        {
            return null;
        }

        try
        {
            return token.StartsWith(TokenMark, StringComparison.Ordinal)
                ? Encoding.UTF8.GetString(Convert.FromHexString(token.AsSpan(TokenMark.Length)))
                : throw new RefusedException(TableError.InvalidInput);
        }
        catch (FormatException)
        {
            throw new RefusedException(TableError.InvalidInput);
        }
    }
}
