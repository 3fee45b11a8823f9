using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;

namespace LocalHost.Queues;

/// <summary>A message is over the size that Service Bus takes; sending it again cannot help.</summary>
internal sealed class MessageTooLargeException(string queue, int size) : Exception(
    $"A message of {size} bytes for queue {queue} is over the limit of {QueueMessage.MaxBody} bytes; put the body in a blob and send its name");

/// <summary>A message and the row that keeps it. README.md describes the row.</summary>
internal sealed class QueueMessage
{
    public const int MaxBody = 256 * 1024;

    private const int MaxProperty = 64 * 1024;
    private const string CountName = "DeliveryCount";
    private const string EnqueuedName = "EnqueuedAt";

    // Unique across partitions, because Azurite indexes rows by row key alone, and in the order sent. The real clock, as --now may go back.
    private static readonly string Prefix = string.Create(
        CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds():x12}{RandomNumberGenerator.GetHexString(6, true)}");

    private static long _last;

    public required string Id { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    public int DeliveryCount { get; set; }

    /// <summary>True for a message that an earlier process left behind: it may be what ended that process.</summary>
    public bool Recovered { get; init; }

    /// <summary>Was handed out by an earlier process, or failed in this one after it: handed out alone from now on.</summary>
    public bool Suspect => Recovered && DeliveryCount > 0;

    public static QueueMessage Create(string queue, ReadOnlyMemory<byte> body, DateTimeOffset now) => body.Length > MaxBody
        ? throw new MessageTooLargeException(queue, body.Length)
        : new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Interlocked.Increment(ref _last):x10}"),
            Body = body,
            EnqueuedAt = now,
        };

    public static QueueMessage From(TableEntity row) => new()
    {
        Id = row.RowKey,
        Body = Join(row),
        EnqueuedAt = row.GetDateTimeOffset(EnqueuedName) ?? default,
        DeliveryCount = row.GetInt32(CountName) ?? 0,
        Recovered = true,
    };

    public TableEntity ToRow(string partition)
    {
        var row = new TableEntity(partition, Id) { [EnqueuedName] = EnqueuedAt, [CountName] = DeliveryCount };
        for (var at = 0; at < Body.Length; at += MaxProperty)
            row[Chunk(at / MaxProperty)] = Body.Slice(at, Math.Min(MaxProperty, Body.Length - at)).ToArray();
        return row;
    }

    public TableEntity ToCountRow(string partition) => new(partition, Id) { [CountName] = DeliveryCount };

    private static string Chunk(int number) => string.Create(CultureInfo.InvariantCulture, $"Body{number}");

    private static byte[] Join(TableEntity row)
    {
        var chunks = new List<byte[]>();
        while (row.GetBinary(Chunk(chunks.Count)) is { } chunk)
            chunks.Add(chunk);
        return chunks.Count == 1 ? chunks[0] : [.. chunks.SelectMany(x => x)];
    }
}
