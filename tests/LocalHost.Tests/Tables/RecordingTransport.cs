using Azure.Core;
using Azure.Core.Pipeline;

namespace LocalHost.Tests.Tables;

/// <summary>Remembers the last request on its way.</summary>
internal sealed class RecordingTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Uri? Url { get; private set; }

    public byte[] Body { get; private set; } = [];

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message)
    {
        Record(message.Request);
        inner.Process(message);
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Record(message.Request);
        return inner.ProcessAsync(message);
    }

    private void Record(Request request)
    {
        Headers.Clear();
        Url = request.Uri.ToUri();
        using var body = new MemoryStream();
        request.Content?.WriteTo(body, CancellationToken.None);
        Body = body.ToArray();
        foreach (var header in request.Headers)
        {
            Headers[header.Name] = header.Value;
        }
    }
}
