using System.Diagnostics.CodeAnalysis;
using System.Net;
using Azure;
using Azure.Core;

namespace Testing.Tables.Protocol;

/// <summary>An answer that never left the process.</summary>
internal sealed class MemoryResponse : Response
{
    private readonly List<HttpHeader> _headers;

    public MemoryResponse(Answer answer, string clientRequestId)
    {
        Status = answer.Status;
        ClientRequestId = clientRequestId;
        _headers = answer.Headers;
        ContentStream = answer.Body is { } body ? new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true) : null;
    }

    public override int Status { get; }

    public override string ReasonPhrase => ((HttpStatusCode)Status).ToString();

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in _headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = header.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
