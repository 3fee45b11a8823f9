using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace LocalHost.Queues;

/// <summary>
/// Writes one queue's rows, one transaction at a time. What is asked for while a transaction is on its way makes up the next one,
/// so the number of writes adapts to the load and no write waits for others to join.
/// </summary>
internal sealed partial class QueueWriter : IAsyncDisposable
{
    private const int MaxRows = 100;
    private const int MaxBytes = 3_500_000;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<RowWrite> _awaited = new();
    private readonly ConcurrentQueue<RowWrite> _deletes = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TableClient _table;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private RowWrite? _next;

    public QueueWriter(TableClient table, ILogger logger)
    {
        _table = table;
        _logger = logger;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Durable when the task ends.</summary>
    public Task WriteAsync(RowWrite write)
    {
        _awaited.Enqueue(write);
        _signal.Writer.TryWrite(true);
        return write.Done.Task;
    }

    /// <summary>Deletes soon. A row whose deletion is lost with the process is delivered again.</summary>
    public void Delete(string partition, string rowKey)
    {
        _deletes.Enqueue(new(TableTransactionActionType.Delete, new(partition, rowKey) { ETag = ETag.All }, 0));
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Writes what is left, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _signal.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        while (await _signal.Reader.WaitToReadAsync())
        {
            _signal.Reader.TryRead(out _);
            await WriteAllAsync();
        }

        await WriteAllAsync();
    }

    private async Task WriteAllAsync()
    {
        while (NextBatch() is { Count: > 0 } batch)
        {
            try
            {
                await RowBatch.CommitAsync(_table, batch);
            }
            catch (Exception e)
            {
                await PostponeAsync(batch, e);
                return;
            }
        }
    }

    private async Task PostponeAsync(List<RowWrite> batch, Exception e)
    {
        foreach (var write in batch)
            write.Done.TrySetException(e);
        var deletes = batch.FindAll(x => x.Type == TableTransactionActionType.Delete && !x.Deleted);
        if (deletes.Count == 0 || _signal.Reader.Completion.IsCompleted)
        {
            _signal.Writer.TryWrite(true);
            return;
        }

        Log.DeletesPostponed(_logger, e, deletes.Count);
        deletes.ForEach(x => _deletes.Enqueue(x.Again()));
        await Task.Delay(PauseAfterFault);
        _signal.Writer.TryWrite(true);
    }

    private List<RowWrite> NextBatch()
    {
        var batch = new List<RowWrite>();
        var size = 0;
        while (batch.Count < MaxRows && (_next is not null || _awaited.TryDequeue(out _next) || _deletes.TryDequeue(out _next)))
        {
            if (size + _next.Size > MaxBytes)
                break;
            size += _next.Size;
            batch.Add(_next);
            _next = null;
        }

        return batch;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The store does not answer; {Count} completed messages are deleted later")]
        public static partial void DeletesPostponed(ILogger logger, Exception e, int count);
    }
}
