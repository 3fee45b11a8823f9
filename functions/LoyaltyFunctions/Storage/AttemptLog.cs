using System.Text.Json;
using Azure.Storage.Blobs;

namespace LoyaltyFunctions.Storage;

/// <summary>Every attempt to tell a target, one a line, in hourly append blobs of the container <c>deliveries</c>. Ids only.</summary>
public sealed class AttemptLog(BlobServiceClient blobs, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Where the lines of attempts begin.</summary>
    public const string Prefix = "attempts";

    private readonly AppendLog _log = new(blobs.GetBlobContainerClient(Names.Containers.Deliveries), Prefix, clock);

    public Task AppendAsync(Notice notice, string outcome, string reason)
    {
        var line = new AttemptLine(clock.GetUtcNow(), notice.Target, notice.Id, notice.EventId, notice.Event.Type, notice.Attempts + 1, outcome, reason);
        return _log.AppendAsync(JsonSerializer.SerializeToUtf8Bytes(line, StorageJson.Default.AttemptLine));
    }

    /// <summary>The attempt of a line.</summary>
    public static AttemptLine Read(LogLine line) => JsonSerializer.Deserialize(line.Content.Span, StorageJson.Default.AttemptLine)!;

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}

/// <summary>One attempt; <c>Attempt</c> counts from 1.</summary>
public sealed record AttemptLine(DateTimeOffset At, string Target, string Notice, string Event, string Type, int Attempt, string Outcome, string Reason);
