using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Testing.Hubs;

/// <summary>What a hub said on its standard output and error, over all its runs.</summary>
public sealed partial class HubOutput
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>The end of what was said, for the message of a failing test.</summary>
    public string Tail => string.Join('\n', _lines.TakeLast(20).Concat(_errors.TakeLast(20)));

    internal void Add(string? line, bool isError)
    {
        if (line is null)
            return;
        (isError ? _errors : _lines).Enqueue(line);
    }

    /// <summary>
    /// Lines with a member's e-mail or card (as <see cref="MemberBody"/> and the samples have them), or with one of the confidential words.
    /// </summary>
    public IReadOnlyList<string> Leaks(IEnumerable<string> confidential)
    {
        var words = confidential.ToList();
        return [.. _lines.Concat(_errors).Where(line => Personal().IsMatch(line) || words.Exists(word => Holds(line, word)))];
    }

    private static bool Holds(string line, string word) => line.Contains(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"stories\.example|@example\.com|%40stories|6035[ -]?\d{4}[ -]?\d{4}", RegexOptions.IgnoreCase)]
    private static partial Regex Personal();
}
