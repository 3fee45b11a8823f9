using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Testing.Tables.Protocol;

/// <summary>A request that never leaves the process.</summary>
internal sealed class MemoryRequest : Request
{
    private readonly List<HttpHeader> _headers = new(12);
    private string? _clientRequestId;

    public override string ClientRequestId
    {
        get => _clientRequestId ??= Guid.NewGuid().ToString();
        set => _clientRequestId = value;
    }

    public override void Dispose() => Content?.Dispose();

    protected override void AddHeader(string name, string value) => _headers.Add(new HttpHeader(name, value));

    protected override bool ContainsHeader(string name) => IndexOf(name) >= 0;

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;

    protected override bool RemoveHeader(string name)
    {
        return _headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) > 0;
    }

    protected override void SetHeader(string name, string value)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            AddHeader(name, value);
        }
        else
        {
            _headers[index] = new HttpHeader(name, value);
        }
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        var index = IndexOf(name);
        value = index < 0 ? null : _headers[index].Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _headers.Count; i++)
        {
            if (_headers[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
