using System.Net;
using Testing.Tables.Faults;

namespace Testing.InProcess;

/// <summary>The way from a process to the systems that it calls, with the faults of the process's wire.</summary>
internal sealed class ReceiverHandler(Wire wire, Receiver receiver) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        wire.ThrowIfCut();
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        var call = new Received(request.Method.Method, request.RequestUri!, headers, body);
        var fault = wire.Strike($"call to {call.Url.Host}", isWrite: true);
        wire.ThrowIfCut();
        return fault is null or { Kind: FaultKind.None } ? receiver.Take(call) : Struck(fault, call);
    }

    private HttpResponseMessage Struck(Fault fault, Received call)
    {
        if (fault.IsAfterCommit)
        {
            receiver.Take(call);
        }

        switch (fault.Kind)
        {
            case FaultKind.Reset:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection reset by peer.");
            case FaultKind.Timeout:
                throw new TaskCanceledException("The operation took too long.", new TimeoutException());
            case FaultKind.Stop:
                wire.Cut();
                throw new ProcessStoppedException();
            default:
                return new HttpResponseMessage((HttpStatusCode)fault.Status);
        }
    }
}
