using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Testing.Tables.Faults;
using Testing.Tables.Protocol;

namespace Testing.InProcess;

/// <summary>Serves requests at once and on the caller's thread, with the faults of the process's wire.</summary>
internal abstract class WireTransport(Wire wire) : HttpPipelineTransport
{
    public sealed override Request CreateRequest() => new MemoryRequest();

    public sealed override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return default;
    }

    public sealed override void Process(HttpMessage message)
    {
        wire.ThrowIfCut();
        message.CancellationToken.ThrowIfCancellationRequested();
        var (name, isWrite, serve) = Open(message.Request);
        var fault = wire.Strike(name, isWrite);
        wire.ThrowIfCut();
        var answer = fault is null or { Kind: FaultKind.None } ? serve() : Struck(fault, serve);
        message.Response = new MemoryResponse(answer, message.Request.ClientRequestId);
    }

    /// <summary>Reads a request: what it is called, whether it writes, and what carries it out.</summary>
    protected abstract (string Name, bool IsWrite, Func<Answer> Serve) Open(Request request);

    /// <summary>The service's own form of a refusal.</summary>
    protected virtual Answer Refused(Fault fault) => new(fault.Status, [new HttpHeader("x-ms-error-code", fault.Code)], []);

    private Answer Struck(Fault fault, Func<Answer> serve)
    {
        if (fault.IsAfterCommit)
        {
            serve();
        }

        return fault.Kind switch
        {
            FaultKind.Reset => throw new RequestFailedException("Connection reset by peer.", new IOException("Connection reset by peer.")),
            FaultKind.Timeout => throw new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout."),
            FaultKind.Stop => throw Stopped(),
            _ => Refused(fault),
        };
    }

    private ProcessStoppedException Stopped()
    {
        wire.Cut();
        return new ProcessStoppedException();
    }
}
