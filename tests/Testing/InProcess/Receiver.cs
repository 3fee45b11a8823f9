using System.Net;

namespace Testing.InProcess;

/// <summary>A call that a system of the outside was sent.</summary>
public sealed record Received(string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Every system that the hub calls over HTTP, in one: keeps what it was sent and answers as it is told, 204 otherwise.</summary>
public sealed class Receiver
{
    private readonly List<Received> _calls = [];

    public IReadOnlyList<Received> Calls => _calls;

    public Func<Received, HttpResponseMessage?> Answer { get; set; } = _ => null;

    internal HttpResponseMessage Take(Received call)
    {
        _calls.Add(call);
        return Answer(call) ?? new HttpResponseMessage(HttpStatusCode.NoContent);
    }
}
