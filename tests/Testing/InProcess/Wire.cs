using Azure.Core.Pipeline;
using Testing.Blobs;
using Testing.Tables;
using Testing.Tables.Faults;

namespace Testing.InProcess;

/// <summary>One request of a process to a store or a topic. Number counts from 1 since the faults were last set.</summary>
public sealed record WireRequest(int Number, string Name, bool IsWrite)
{
    public override string ToString() => $"request {Number} ({Name})";
}

/// <summary>
/// All that connects one process with the world: tables, blobs, the topic and whom it calls. Faults strike any of them alike, and Fault.Stop cuts
/// them all: a dead process does nothing more, whatever it catches.
/// </summary>
public sealed class Wire
{
    private int _number;
    private Func<WireRequest, Fault?>? _onRequest;

    public bool IsCut { get; private set; }

    /// <summary>Requests since the faults were last set.</summary>
    public int Count => _number;

    /// <summary>Hears of every partition that has been written: table and partition key.</summary>
    public Action<string, string>? OnWritten { get; set; }

    /// <summary>Asked before each request what goes wrong with it; null for nothing. May run other work, as if this process were held up.</summary>
    public Func<WireRequest, Fault?>? OnRequest
    {
        get => _onRequest;
        set => (_onRequest, _number) = (value, 0);
    }

    public HttpPipelineTransport To(TableService tables) => new TableTransport(this, tables);

    public HttpPipelineTransport To(BlobService blobs) => new BlobTransport(this, blobs);

    public HttpPipelineTransport To(EventInbox events) => new EventTransport(this, events);

    public HttpMessageHandler To(Receiver receiver) => new ReceiverHandler(this, receiver);

    /// <summary>The process is no more.</summary>
    public void Cut() => IsCut = true;

    internal Fault? Strike(string name, bool isWrite)
    {
        var number = Interlocked.Increment(ref _number);
        return _onRequest?.Invoke(new WireRequest(number, name, isWrite));
    }

    internal void ThrowIfCut()
    {
        if (IsCut)
        {
            throw new ProcessStoppedException();
        }
    }
}
