using System.Diagnostics;

namespace LoyaltyFunctions.Telemetry;

/// <summary>Span and duration of one commit, repetitions included. Nothing is measured when nobody listens.</summary>
public readonly struct CommitObservation : IDisposable
{
    private readonly Activity? _span;
    private readonly long _started;

    private CommitObservation(string memberId)
    {
        _span = Traces.StartCommit(memberId);
        _started = Measures.TimesCommits ? Stopwatch.GetTimestamp() : 0;
    }

    public static CommitObservation Start(string memberId) => new(memberId);

    /// <summary>Another attempt follows.</summary>
    public void Retry(int attempt, Exception cause)
    {
        Measures.Retried(cause.GetType().Name.Replace("Exception", "", StringComparison.Ordinal));
        _span?.SetTag("loyalty.attempts", attempt + 1);
    }

    public void Dispose()
    {
        _span?.Dispose();
        if (_started != 0)
        {
            Measures.Committed(Stopwatch.GetElapsedTime(_started));
        }
    }
}
