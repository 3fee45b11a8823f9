using Azure.Core;
using Testing.Blobs;
using Testing.Tables.Protocol;

namespace Testing.InProcess;

/// <summary>The way from a process to the blobs.</summary>
internal sealed class BlobTransport(Wire wire, BlobService blobs) : WireTransport(wire)
{
    protected override (string Name, bool IsWrite, Func<Answer> Serve) Open(Request request)
    {
        var call = BlobCall.Of(request);
        return ($"blob {call.Container}: {call.Operation}", call.IsWrite, () => blobs.Handle(call));
    }
}
