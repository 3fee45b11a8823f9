using System.Threading.Channels;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Writes that arrive while another is under way go together. Nobody waits for company, and no caller continues before the group
/// that holds its own item is written; when a group fails, all its callers see why.
/// </summary>
public sealed class GroupCommit<T> : IAsyncDisposable
{
    private readonly Func<IReadOnlyList<T>, Task> _write;
    private readonly int _maxItems;
    private readonly int _maxBytes;
    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    public GroupCommit(Func<IReadOnlyList<T>, Task> write, int maxItems, int maxBytes)
    {
        _write = write;
        _maxItems = maxItems;
        _maxBytes = maxBytes;
        _loop = RunAsync();
    }

    /// <summary>Completes when the item is durable. An item larger than a group's bytes goes alone.</summary>
    public async Task WriteAsync(T item, int bytes)
    {
        var entry = new Item(item, bytes, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        ObjectDisposedException.ThrowIf(!_items.Writer.TryWrite(entry), this);
        await entry.Done.Task;
    }

    /// <summary>Writes what is waiting, then refuses more.</summary>
    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var group = new List<Item>(_maxItems);
        while (await _items.Reader.WaitToReadAsync())
        {
            Gather(group);
            await WriteAsync(group);
            group.Clear();
        }
    }

    private void Gather(List<Item> group)
    {
        var bytes = 0;
        while (group.Count < _maxItems && _items.Reader.TryPeek(out var next) && (group.Count == 0 || bytes + next.Bytes <= _maxBytes))
        {
            _items.Reader.TryRead(out next);
            group.Add(next);
            bytes += next.Bytes;
        }
    }

    private async Task WriteAsync(List<Item> group)
    {
        try
        {
            await _write(group.ConvertAll(item => item.Value));
            group.ForEach(item => item.Done.TrySetResult());
        }
        catch (Exception e)
        {
            group.ForEach(item => item.Done.TrySetException(e));
        }
    }

    private readonly record struct Item(T Value, int Bytes, TaskCompletionSource Done);
}
