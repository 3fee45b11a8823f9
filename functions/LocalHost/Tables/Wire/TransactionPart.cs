using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;

namespace LocalHost.Tables.Wire;

/// <summary>The answer to one action of a transaction; its headers are only read when somebody asks for one.</summary>
internal sealed class TransactionPart : Response
{
    private readonly ReadOnlyMemory<byte> _headers;
    private readonly ReadOnlyMemory<byte> _body;
    private Stream? _content;

    /// <param name="text">From the status line on.</param>
    /// <param name="clientRequestId">That of the whole transaction.</param>
    public TransactionPart(ReadOnlyMemory<byte> text, string clientRequestId)
    {
        ClientRequestId = clientRequestId;
        var line = Line(text.Span);
        Status = int.Parse(text.Span.Slice("HTTP/1.1 ".Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        ReasonPhrase = Encoding.ASCII.GetString(text.Span["HTTP/1.1 200".Length..line]).Trim();
        var rest = text[Math.Min(line + 1, text.Length)..];
        var end = EndOfHeaders(rest.Span, out var body);
        _headers = rest[..end];
        _body = rest[body..];
    }

    public override int Status { get; }

    public override string ReasonPhrase { get; }

    public override string ClientRequestId { get; set; }

    public override Stream? ContentStream
    {
        get => _content ??= new MemoryStream(_body.ToArray(), 0, _body.Length, writable: false, publiclyVisible: true);
        set => _content = value;
    }

    public override void Dispose() => _content?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in EnumerateHeaders())
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

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
    {
        var rest = _headers;
        while (rest.Length > 0)
        {
            var length = Line(rest.Span);
            var line = Encoding.UTF8.GetString(rest.Span[..length]);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                yield return new HttpHeader(line[..colon], line[(colon + 1)..].Trim());
            }

            rest = rest[Math.Min(length + 1, rest.Length)..];
        }
    }

    private static int Line(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        return end < 0 ? text.Length : end;
    }

    private static int EndOfHeaders(ReadOnlySpan<byte> text, out int body)
    {
        var end = text.IndexOf("\r\n\r\n"u8);
        body = end < 0 ? text.Length : end + 4;
        return end < 0 ? text.Length : end;
    }
}
