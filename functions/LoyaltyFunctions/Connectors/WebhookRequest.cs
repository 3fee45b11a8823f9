namespace LoyaltyFunctions.Connectors;

/// <summary>A delivery as it came in: the body is the raw bytes that were signed. Header and query names ignore case; a doubled one is
/// joined by a comma.</summary>
public sealed class WebhookRequest(
    string method,
    string path,
    IEnumerable<KeyValuePair<string, string>> query,
    IEnumerable<KeyValuePair<string, string>> headers,
    ReadOnlyMemory<byte> body,
    string secret = "")
{
    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>The last segment of an address that carries a secret, else empty. It is not part of <see cref="Path"/>.</summary>
    public string Secret { get; } = secret;

    public IReadOnlyDictionary<string, string> Query { get; } = Join(query);

    public IReadOnlyDictionary<string, string> Headers { get; } = Join(headers);

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>The header's value, or an empty string when it is missing.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>The value in the query, or an empty string when it is missing.</summary>
    public string Parameter(string name) => Query.GetValueOrDefault(name, "");

    private static Dictionary<string, string> Join(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var joined = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in pairs)
            joined[name] = joined.TryGetValue(name, out var before) ? $"{before},{value}" : value;
        return joined;
    }
}
