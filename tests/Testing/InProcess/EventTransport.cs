using Azure.Core;
using Testing.Tables.Protocol;

namespace Testing.InProcess;

/// <summary>The way from a process to the topic.</summary>
internal sealed class EventTransport(Wire wire, EventInbox events) : WireTransport(wire)
{
    protected override (string Name, bool IsWrite, Func<Answer> Serve) Open(Request request)
    {
        using var body = new MemoryStream();
        request.Content!.WriteTo(body, default);
        return ("topic: publish", true, () => Take(body.ToArray()));
    }

    private Answer Take(byte[] body)
    {
        events.Take(body);
        return Answer.Empty(200);
    }
}
