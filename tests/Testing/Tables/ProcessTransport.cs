using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Testing.Tables.Faults;
using Testing.Tables.Protocol;

namespace Testing.Tables;

/// <summary>One process's way to the service. Once stopped it stays so: a dead process writes nothing more, whatever it catches.</summary>
internal sealed class ProcessTransport(TableService service) : HttpPipelineTransport
{
    private volatile bool _isStopped;

    public override Request CreateRequest() => new MemoryRequest();

    public override void Process(HttpMessage message)
    {
        var (call, refusal) = Read(message);
        var fault = call is null ? null : service.Strike(call);
        if (fault is { Delay.Ticks: > 0 } && message.CancellationToken.WaitHandle.WaitOne(fault.Delay))
        {
            message.CancellationToken.ThrowIfCancellationRequested();
        }

        Finish(message, call, refusal, fault);
    }

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var (call, refusal) = Read(message);
        if (service.Yields)
        {
            await Task.Yield();
        }

        var fault = call is null ? null : service.Strike(call);
        if (fault is { Delay.Ticks: > 0 })
        {
            await Task.Delay(fault.Delay, message.CancellationToken);
        }

        Finish(message, call, refusal, fault);
        if (service.Yields)
        {
            await Task.Yield();
        }
    }

    private (Call? Call, Answer? Refusal) Read(HttpMessage message)
    {
        ThrowIfStopped();
        message.CancellationToken.ThrowIfCancellationRequested();
        return service.Read(message.Request);
    }

    private void Finish(HttpMessage message, Call? call, Answer? refusal, Fault? fault)
    {
        ThrowIfStopped();
        var answer = refusal ?? Struck(call!, fault);
        message.Response = new MemoryResponse(answer, message.Request.ClientRequestId);
    }

    private Answer Struck(Call call, Fault? fault)
    {
        if (fault is null or { Kind: FaultKind.None })
        {
            return service.Handle(call);
        }

        if (fault.IsAfterCommit)
        {
            service.Handle(call);
        }

        return fault.Kind switch
        {
            // Azure.Core's own transport reports a broken connection in this form, and its retries look for it.
            FaultKind.Reset => throw new RequestFailedException("Connection reset by peer.", new IOException("Connection reset by peer.")),
            FaultKind.Timeout => throw new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout."),
            FaultKind.Stop => throw Stop(),
            _ => Refused(call, fault),
        };
    }

    /// <summary>In a batch the service refuses one action with what concerns the table or its rows, and the whole with all else.</summary>
    private static Answer Refused(Call call, Fault fault)
    {
        var error = new TableError(fault.Status, fault.Code, fault.Message);
        return call.Kind == TableRequestKind.Batch && fault.Status is 404 or 409 or 412
            ? BatchAnswer.Of([Answer.Refused(error, 0)])
            : Answer.Refused(error);
    }

    private ProcessStoppedException Stop()
    {
        _isStopped = true;
        return new ProcessStoppedException();
    }

    private void ThrowIfStopped()
    {
        if (_isStopped)
        {
            throw new ProcessStoppedException();
        }
    }
}
