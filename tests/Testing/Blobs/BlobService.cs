using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Azure.Core;
using Testing.Tables.Protocol;

namespace Testing.Blobs;

/// <summary>
/// The part of Azure Blob Storage that an append-only archive needs, in memory, with Azure's own error codes: containers, append
/// blobs with position conditions, block blobs of one piece, ranges, lists. Anything else is refused. One instance is one account. Thread-safe.
/// </summary>
public sealed class BlobService
{
    private const string Written = "Thu, 01 Jan 2026 00:00:00 GMT";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _containers = [];
    private readonly SortedDictionary<string, MemoryStream> _blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _versions = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _metadata = [];
    private long _version;

    public static Uri Endpoint { get; } = new("https://memory.blob.core.windows.net");

    /// <summary>The lines of all blobs of a container whose names begin so, in the order of the names.</summary>
    public IReadOnlyList<string> Lines(string container, string prefix)
    {
        lock (_gate)
        {
            return
            [
                .. _blobs.Where(blob => blob.Key.StartsWith($"{container}/{prefix}", StringComparison.Ordinal))
                    .SelectMany(blob => Encoding.UTF8.GetString(blob.Value.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            ];
        }
    }

    /// <summary>The names of a container's blobs that begin so, in their order.</summary>
    public IReadOnlyList<string> List(string container, string prefix)
    {
        lock (_gate)
        {
            return [.. Names(container, prefix).Select(name => name[(container.Length + 1)..])];
        }
    }

    public byte[] Read(string container, string blob)
    {
        lock (_gate)
        {
            return _blobs[$"{container}/{blob}"].ToArray();
        }
    }

    /// <summary>Puts a blob there as nobody may: for what only a fault can leave.</summary>
    public void Overwrite(string container, string blob, byte[] content)
    {
        lock (_gate)
        {
            Put($"{container}/{blob}", content);
        }
    }

    internal Answer Handle(BlobCall call)
    {
        lock (_gate)
        {
            return call.Operation switch
            {
                BlobOperation.CreateContainer => _containers.Add(call.Container) ? Done(201) : Refused(409, "ContainerAlreadyExists"),
                BlobOperation.Unknown => Refused(501, "NotImplemented"),
                _ when !_containers.Contains(call.Container) => Refused(404, "ContainerNotFound"),
                BlobOperation.List => Listed(call),
                _ => HandleBlob(call, $"{call.Container}/{call.Blob}"),
            };
        }
    }

    private Answer HandleBlob(BlobCall call, string name)
    {
        var blob = _blobs.GetValueOrDefault(name);
        return call.Operation switch
        {
            BlobOperation.CreateAppendBlob or BlobOperation.Put => blob is not null && call.IfNoneMatch ? Refused(409, "BlobAlreadyExists")
                : call.IfMatch is { } expected && (blob is null || expected != Tag(_versions[name])) ? Refused(412, "ConditionNotMet")
                : Put(name, call.Body, call.Metadata),
            _ when blob is null => Refused(404, "BlobNotFound"),
            _ when call.IfMatch is { } wanted && wanted != Tag(_versions[name]) => Refused(412, "ConditionNotMet"),
            BlobOperation.Append => Append(name, blob, call),
            BlobOperation.Get => Content(name, blob, call.Range),
            _ => Head(name, blob),
        };
    }

    private IEnumerable<string> Names(string container, string prefix) =>
        _blobs.Keys.Where(name => name.StartsWith($"{container}/{prefix}", StringComparison.Ordinal));

    private Answer Listed(BlobCall call)
    {
        var blobs = Names(call.Container, call.Prefix).Select(name => new XElement(
            "Blob",
            new XElement("Name", name[(call.Container.Length + 1)..]),
            new XElement("Properties", new XElement("Content-Length", _blobs[name].Length), new XElement("BlobType", "BlockBlob"))));
        var list = new XElement("EnumerationResults", new XElement("Blobs", blobs), new XElement("NextMarker"));
        return Done(200, new HttpHeader("Content-Type", "application/xml")) with { Body = Encoding.UTF8.GetBytes(new XDocument(list).ToString()) };
    }

    private Answer Put(string name, byte[] body, IReadOnlyDictionary<string, string>? metadata = null)
    {
        _metadata[name] = metadata ?? new Dictionary<string, string>();
        var blob = new MemoryStream();
        blob.Write(body);
        (_blobs[name], _versions[name]) = (blob, ++_version);
        return Done(201);
    }

    private Answer Append(string name, MemoryStream blob, BlobCall call)
    {
        var offset = blob.Length;
        if (call.Position is { } position && position != offset)
        {
            return Refused(412, "AppendPositionConditionNotMet");
        }

        blob.Seek(0, SeekOrigin.End);
        blob.Write(call.Body);
        _versions[name] = ++_version;
        return Done(201, new HttpHeader("x-ms-blob-append-offset", offset.ToString(CultureInfo.InvariantCulture)), new HttpHeader("x-ms-blob-committed-block-count", "1"));
    }

    private Answer Head(string name, MemoryStream blob) => Answered(
        200,
        _versions[name],
        [
            new HttpHeader("Content-Length", blob.Length.ToString(CultureInfo.InvariantCulture)),
            new HttpHeader("x-ms-blob-type", "BlockBlob"),
            .. _metadata[name].Select(header => new HttpHeader(header.Key, header.Value)),
        ]) with
    { Body = null };

    private Answer Content(string name, MemoryStream blob, (long First, long Last)? range)
    {
        if (range is { } beyond && beyond.First >= blob.Length)
        {
            return Refused(416, "InvalidRange");
        }

        var (first, last) = range is { } wanted ? (wanted.First, Math.Min(wanted.Last, blob.Length - 1)) : (0, blob.Length - 1);
        var body = blob.GetBuffer()[(int)first..(int)(last + 1)];
        var answer = Answered(
            range is null ? 200 : 206,
            _versions[name],
            new HttpHeader("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
            new HttpHeader("Content-Type", "application/octet-stream"),
            new HttpHeader("Content-Range", $"bytes {first}-{last}/{blob.Length}"),
            new HttpHeader("x-ms-blob-type", "BlockBlob"));
        return answer with { Body = body };
    }

    private Answer Done(int status, params ReadOnlySpan<HttpHeader> headers) => Answered(status, _version, headers);

    private static string Tag(long version) => $"\"0x{version:X}\"";

    private static Answer Answered(int status, long version, params ReadOnlySpan<HttpHeader> headers) =>
        new(status, [new HttpHeader("ETag", Tag(version)), new HttpHeader("Last-Modified", Written), new HttpHeader("x-ms-request-id", "memory"), .. headers], []);

    private static Answer Refused(int status, string code)
    {
        var body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>");
        return new Answer(status, [new HttpHeader("x-ms-error-code", code), new HttpHeader("Content-Type", "application/xml")], body);
    }
}
