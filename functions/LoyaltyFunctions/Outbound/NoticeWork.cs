using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Outbound;

/// <summary>How the work on a member's notices ended.</summary>
public enum LaneEnd
{
    Done,

    /// <summary>Done, and the target took something.</summary>
    Taken,

    /// <summary>The breaker is open or the time is up: what is left is still due.</summary>
    Stopped,

    /// <summary>The target wants nothing any more.</summary>
    Gone,
}

/// <summary>Tells a target the notices of one member, records each attempt, and settles each row by what came of it.</summary>
public sealed partial class NoticeWork(Notices notices, DeadLetters letters, AttemptLog attempts, TimeProvider clock, Random chance, ILogger<NoticeWork> logger)
{
    public async Task<LaneEnd> DoAsync(TargetGate gate, IReadOnlyList<Notice> lane, DateTimeOffset until, CancellationToken cancellation)
    {
        var end = LaneEnd.Done;
        // What is so now is told once, by the newest.
        foreach (var notice in gate.Target.TellsState ? lane.TakeLast(1) : lane)
        {
            if (clock.GetUtcNow() >= until || await gate.TellAsync(notice, cancellation) is not { } attempt)
            {
                return LaneEnd.Stopped;
            }

            await RecordAsync(notice, attempt);
            await SettleAsync(notice, attempt, cancellation);
            end = attempt.Kind == AttemptKind.Taken ? LaneEnd.Taken : end;
            if (attempt.Kind == AttemptKind.Gone)
            {
                Log.Gone(logger, notice.Target);
                return LaneEnd.Gone;
            }

            if (attempt.Kind == AttemptKind.Failed && gate.Target.IsOrdered)
            {
                return end;
            }
        }

        await Task.WhenAll(gate.Target.TellsState ? lane.SkipLast(1).Select(notices.DeleteAsync) : []);
        return end;
    }

    /// <summary>The target is gone: what it would have been told can be replayed once it is back.</summary>
    public async Task<LaneEnd> EndAsync(ITarget target, IReadOnlyList<Notice> lane, CancellationToken cancellation)
    {
        foreach (var notice in lane)
        {
            await BuryAsync(notice, $"{target.Id} has answered 410 and is told nothing any more", cancellation);
        }

        return LaneEnd.Done;
    }

    private async Task SettleAsync(Notice notice, Attempt attempt, CancellationToken cancellation)
    {
        if (attempt.Kind is AttemptKind.Taken or AttemptKind.NothingToTell)
        {
            await notices.DeleteAsync(notice);
            return;
        }

        var made = notice.Attempts + 1;
        Log.Failed(logger, notice.Target, attempt.Reason, notice.EventId, made);
        if (attempt.Kind == AttemptKind.Failed && RetrySchedule.After(made, attempt.RetryAfter, chance.NextDouble()) is { } wait)
        {
            await notices.PutOffAsync(notice, notice with { Due = clock.GetUtcNow() + wait, Attempts = made, Reason = attempt.Reason });
            return;
        }

        await BuryAsync(notice, $"{attempt.Reason}, {made} attempts", cancellation);
    }

    private async Task BuryAsync(Notice notice, string reason, CancellationToken cancellation)
    {
        await letters.PutAsync(notice, reason, cancellation);
        await notices.DeleteAsync(notice);
        Log.Buried(logger, notice.Target, notice.EventId, reason);
    }

    private async Task RecordAsync(Notice notice, Attempt attempt)
    {
        try
        {
            await attempts.AppendAsync(notice, attempt.Kind.ToString(), attempt.Reason);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A target that was told must not be told again because the record of it could not be written.
            Log.Unrecorded(logger, notice.Target, notice.EventId, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Target} {Reason}; event {EventId}, attempt {Attempt}")]
        public static partial void Failed(ILogger logger, string target, string reason, string eventId, int attempt);

        [LoggerMessage(2, LogLevel.Error, "{Target} was not told of event {EventId}, which is a dead letter now: {Reason}")]
        public static partial void Buried(ILogger logger, string target, string eventId, string reason);

        [LoggerMessage(3, LogLevel.Critical, "{Target} has answered 410 Gone and is disabled, until it has another address or a dead letter of it is replayed")]
        public static partial void Gone(ILogger logger, string target);

        [LoggerMessage(4, LogLevel.Warning, "The attempt to tell {Target} of event {EventId} could not be recorded")]
        public static partial void Unrecorded(ILogger logger, string target, string eventId, Exception e);
    }
}
