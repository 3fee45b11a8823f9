using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LocalHost.Tests.Tables;

/// <summary>Breaks the first attempts: so many before they are sent, then so many after they were answered.</summary>
internal sealed class FlakyTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    public int Attempts { get; private set; }

    public int FailBefore { get; init; }

    public int LoseAnswers { get; init; }

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message)
    {
        Before();
        inner.Process(message);
        After();
    }

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        Before();
        await inner.ProcessAsync(message);
        After();
    }

    private void Before()
    {
        Attempts++;
        if (Attempts <= FailBefore)
        {
            throw new IOException("Connection refused.");
        }
    }

    private void After()
    {
        if (Attempts <= FailBefore + LoseAnswers)
        {
            throw new RequestFailedException("Connection reset.", new IOException("Connection reset."));
        }
    }
}
