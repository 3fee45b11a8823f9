using System.Globalization;
using System.Text;
using Azure.Core;
using Testing.Tables.Protocol;

namespace Testing.Blobs;

/// <summary>
/// The part of Azure Blob Storage that an append-only archive needs, in memory, with Azure's own error codes: containers, append
/// blobs with position conditions, block blobs of one piece. Anything else is refused. One instance is one account. Thread-safe.
/// </summary>
public sealed class BlobService
{
    private const string Written = "Thu, 01 Jan 2026 00:00:00 GMT";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _containers = [];
    private readonly SortedDictionary<string, MemoryStream> _blobs = new(StringComparer.Ordinal);
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

    internal Answer Handle(BlobCall call)
    {
        lock (_gate)
        {
            return call.Operation switch
            {
                BlobOperation.CreateContainer => _containers.Add(call.Container) ? Done(201) : Refused(409, "ContainerAlreadyExists"),
                BlobOperation.Unknown => Refused(501, "NotImplemented"),
                _ when !_containers.Contains(call.Container) => Refused(404, "ContainerNotFound"),
                _ => HandleBlob(call, $"{call.Container}/{call.Blob}"),
            };
        }
    }

    private Answer HandleBlob(BlobCall call, string name)
    {
        var blob = _blobs.GetValueOrDefault(name);
        return call.Operation switch
        {
            BlobOperation.CreateAppendBlob or BlobOperation.Put => blob is not null && call.IfNoneMatch
                ? Refused(409, "BlobAlreadyExists")
                : Put(name, call.Body),
            _ when blob is null => Refused(404, "BlobNotFound"),
            BlobOperation.Append => Append(blob, call),
            BlobOperation.Get => Content(blob, call.WantsRange, blob.ToArray()),
            _ => Content(blob, isRange: false, null),
        };
    }

    private Answer Put(string name, byte[] body)
    {
        var blob = new MemoryStream();
        blob.Write(body);
        _blobs[name] = blob;
        return Done(201);
    }

    private Answer Append(MemoryStream blob, BlobCall call)
    {
        var offset = blob.Length;
        if (call.Position is { } position && position != offset)
        {
            return Refused(412, "AppendPositionConditionNotMet");
        }

        blob.Seek(0, SeekOrigin.End);
        blob.Write(call.Body);
        return Done(201, new HttpHeader("x-ms-blob-append-offset", offset.ToString(CultureInfo.InvariantCulture)), new HttpHeader("x-ms-blob-committed-block-count", "1"));
    }

    private Answer Content(MemoryStream blob, bool isRange, byte[]? body)
    {
        var answer = Done(
            isRange && blob.Length > 0 ? 206 : 200,
            new HttpHeader("Content-Length", blob.Length.ToString(CultureInfo.InvariantCulture)),
            new HttpHeader("Content-Type", "application/octet-stream"),
            new HttpHeader("Content-Range", $"bytes 0-{blob.Length - 1}/{blob.Length}"),
            new HttpHeader("x-ms-blob-type", "BlockBlob"));
        return answer with { Body = body };
    }

    private Answer Done(int status, params ReadOnlySpan<HttpHeader> headers) =>
        new(status, [new HttpHeader("ETag", $"\"0x{++_version:X}\""), new HttpHeader("Last-Modified", Written), new HttpHeader("x-ms-request-id", "memory"), .. headers], []);

    private static Answer Refused(int status, string code)
    {
        var body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>");
        return new Answer(status, [new HttpHeader("x-ms-error-code", code), new HttpHeader("Content-Type", "application/xml")], body);
    }
}
