namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A request as a caller makes it, and makes it again until it has an answer.</summary>
internal sealed record CallerRequest(string Method, string Path, string Key, string Body)
{
    public bool Names(string id) => Path.Contains(id, StringComparison.Ordinal) || Body.Contains(id, StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path} {Key} {Body}";
}

/// <summary>
/// What callers have asked and were told. The same request must be answered the same for ever, unless it shows somebody who has been erased.
/// </summary>
internal sealed class CallersMemory(Random chance)
{
    private const int Most = 400;

    private readonly List<CallerRequest> _unanswered = [];
    private readonly List<(CallerRequest Request, HttpAnswer Answer)> _answered = [];
    private readonly HashSet<string> _leaving = [];

    public List<string> Contradictions { get; } = [];

    /// <summary>Requests that still want an answer.</summary>
    public IReadOnlyList<CallerRequest> Unanswered => [.. _unanswered];

    public IReadOnlyList<CallerRequest> Answered => [.. _answered.Select(told => told.Request)];

    /// <summary>Nobody may say any more what these members were told.</summary>
    public void Leave(IEnumerable<string> ids)
    {
        _leaving.UnionWith(ids);
        _answered.RemoveAll(told => IsLeaving(told.Request, told.Answer));
    }

    /// <summary>The answer when it is the first to this request, and one to learn from; null otherwise.</summary>
    public HttpAnswer? Take(CallerRequest request, HttpAnswer? answer)
    {
        var known = _answered.Find(told => told.Request == request).Answer;
        if (answer is null || answer.IsFault || IsInFlight(answer))
        {
            if (answer is { Status: 500 })
            {
                Contradictions.Add($"{request}: {answer.Body}");
            }

            if (known is null && !_unanswered.Contains(request))
            {
                _unanswered.Add(request);
            }

            return null;
        }

        _unanswered.Remove(request);
        if (IsLeaving(request, answer))
        {
            return null;
        }

        if (known is null)
        {
            Keep(request, answer);
            return answer;
        }

        if (IsKept(known) && (known.Status, known.Body) != (answer.Status, answer.Body))
        {
            Contradictions.Add($"I2: {request} was answered {known.Status} {known.Body} and then {answer.Status} {answer.Body}");
        }

        return null;
    }

    public bool IsUnanswered(CallerRequest request) => _unanswered.Contains(request);

    private void Keep(CallerRequest request, HttpAnswer answer)
    {
        _answered.Add((request, answer));
        if (_answered.Count > Most)
        {
            _answered.RemoveAt(chance.Next(_answered.Count));
        }
    }

    private bool IsLeaving(CallerRequest request, HttpAnswer answer) =>
        _leaving.Any(id => request.Names(id) || answer.Body.Contains(id, StringComparison.Ordinal));

    private static bool IsInFlight(HttpAnswer answer) => answer.Status == 409 && answer.Body.Contains("in-flight", StringComparison.Ordinal);

    /// <summary>What the hub promises to say again: what it did, and what it refused for the state that things were in.</summary>
    private static bool IsKept(HttpAnswer answer) => answer.Status is 200 or 201 or 202 or 409;
}
