using Azure.Data.Tables;

namespace LocalHost.Queues;

/// <summary>A row to write, what follows when it is durable (in the order written), and the promise to whoever waits for it.</summary>
internal sealed class RowWrite(TableTransactionActionType type, TableEntity row, int bodySize, Action? then = null)
{
    private const int Overhead = 1024;

    public TableTransactionActionType Type => type;

    public TableEntity Row => row;

    /// <summary>Bytes in a transaction: the body in base 64 and what goes around it.</summary>
    public int Size => (bodySize * 4 / 3) + Overhead;

    public bool Deleted { get; set; }

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Succeed()
    {
        if (Done.Task.IsCompleted)
            return;
        then?.Invoke();
        Done.TrySetResult();
    }

    public RowWrite Again() => new(type, row, bodySize, then);
}
