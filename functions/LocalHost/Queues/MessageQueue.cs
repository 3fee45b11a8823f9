using Azure.Data.Tables;

namespace LocalHost.Queues;

/// <summary>One queue: its rows, and the messages of it that wait in memory.</summary>
internal sealed class MessageQueue(string name, string partition, QueueWriter writer, TimeProvider clock) : IAsyncDisposable
{
    private const int MaxReason = 4096;

    public string Name => name;

    public string Partition => partition;

    /// <summary>Without a listener messages are only kept, not held in memory.</summary>
    public bool IsListenedTo { get; set; }

    public ReadyMessages Ready { get; } = new(clock);

    public async Task SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> bodies)
    {
        var now = clock.GetUtcNow();
        var messages = bodies.Select(x => QueueMessage.Create(name, x, now)).ToList();
        await Task.WhenAll(messages.Select(x => InsertAsync(x, x.ToRow(partition))));
    }

    /// <summary>The function is done with it.</summary>
    public void Complete(QueueMessage message) => writer.Delete(partition, message.Id);

    /// <summary>Writes the count down, so that it outlives a process that the message ends.</summary>
    public Task KeepCountAsync(QueueMessage message) =>
        writer.WriteAsync(new(TableTransactionActionType.UpdateMerge, message.ToCountRow(partition), 0));

    /// <summary>
    /// Moves a message to another queue, here first: a crash in between leaves it in both, and moving it again finds the same key.
    /// </summary>
    public async Task MoveAsync(QueueMessage message, MessageQueue deadLetters, string reason)
    {
        var moved = new QueueMessage
        {
            Id = $"d{message.Id}",
            Body = message.Body,
            EnqueuedAt = message.EnqueuedAt,
        };
        var row = moved.ToRow(deadLetters.Partition);
        row["Queue"] = name;
        row["Reason"] = reason.Length > MaxReason ? reason[..MaxReason] : reason;
        row["DeadLetteredAt"] = clock.GetUtcNow();
        await deadLetters.InsertAsync(moved, row);
        Complete(message);
    }

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    private Task InsertAsync(QueueMessage message, TableEntity row) =>
        writer.WriteAsync(new(TableTransactionActionType.Add, row, message.Body.Length, IsListenedTo ? () => Ready.Add(message) : null));
}
