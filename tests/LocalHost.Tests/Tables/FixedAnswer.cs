using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Testing.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>Answers every request alike, as a proxy might that stands between.</summary>
internal sealed class FixedAnswer(int status, string body) : HttpPipelineTransport
{
    private readonly HttpPipelineTransport _requests = new TableService().Transport;

    public override Request CreateRequest() => _requests.CreateRequest();

    public override void Process(HttpMessage message) => message.Response = new Reply(status, body);

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return default;
    }

    private sealed class Reply(int status, string body) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(body));

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose() => ContentStream?.Dispose();

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
        {
            value = null;
            return false;
        }

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = null;
            return false;
        }
    }
}
