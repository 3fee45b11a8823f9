using System.Globalization;
using Azure.Core;

namespace Testing.Blobs;

internal enum BlobOperation
{
    CreateContainer,
    CreateAppendBlob,
    Append,
    Put,
    Get,
    Head,
    List,
    Unknown,
}

/// <summary>A request to the blob service, read but not carried out.</summary>
internal sealed record BlobCall(BlobOperation Operation, string Container, string Blob, byte[] Body)
{
    public bool IsWrite => Operation is not (BlobOperation.Get or BlobOperation.Head or BlobOperation.List);

    /// <summary>Where an append must land.</summary>
    public long? Position { get; private init; }

    /// <summary>Only a blob that is not there yet may be written.</summary>
    public bool IfNoneMatch { get; private init; }

    /// <summary>Only this version of a blob is wanted.</summary>
    public string? IfMatch { get; private init; }

    /// <summary>Metadata that a new blob bears, by the headers' names.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    /// <summary>The bytes that are wanted, both ends included; null for all.</summary>
    public (long First, long Last)? Range { get; private init; }

    /// <summary>Where the names of a list begin.</summary>
    public string Prefix { get; private init; } = "";

    public static BlobCall Of(Request request)
    {
        var uri = request.Uri.ToUri();
        var path = Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/').Split('/', 2);
        using var body = new MemoryStream();
        request.Content?.WriteTo(body, default);
        return new BlobCall(OperationOf(request, uri.Query), path[0], path.Length > 1 ? path[1] : "", body.ToArray())
        {
            Position = request.Headers.TryGetValue("x-ms-blob-condition-appendpos", out var position)
                ? long.Parse(position!, CultureInfo.InvariantCulture)
                : null,
            IfNoneMatch = request.Headers.TryGetValue("If-None-Match", out var tag) && tag == "*",
            IfMatch = request.Headers.TryGetValue("If-Match", out var match) ? match : null,
            Range = RangeOf(request),
            Metadata = request.Headers.Where(header => header.Name.StartsWith("x-ms-meta-", StringComparison.Ordinal)).ToDictionary(header => header.Name, header => header.Value),
            Prefix = PrefixOf(uri.Query),
        };
    }

    private static BlobOperation OperationOf(Request request, string query) => request.Method.Method switch
    {
        "GET" when query.Contains("comp=list", StringComparison.Ordinal) => BlobOperation.List,
        "GET" => BlobOperation.Get,
        "HEAD" => BlobOperation.Head,
        "PUT" when query.Contains("restype=container", StringComparison.Ordinal) => BlobOperation.CreateContainer,
        "PUT" when query.Contains("comp=appendblock", StringComparison.Ordinal) => BlobOperation.Append,
        "PUT" when query.Length == 0 && request.Headers.TryGetValue("x-ms-blob-type", out var type) =>
            type == "AppendBlob" ? BlobOperation.CreateAppendBlob : BlobOperation.Put,
        _ => BlobOperation.Unknown,
    };

    private static (long First, long Last)? RangeOf(Request request)
    {
        if (!request.Headers.TryGetValue("x-ms-range", out var range) && !request.Headers.TryGetValue("Range", out range))
        {
            return null;
        }

        var ends = range!["bytes=".Length..].Split('-');
        return (long.Parse(ends[0], CultureInfo.InvariantCulture), ends[1].Length == 0 ? long.MaxValue : long.Parse(ends[1], CultureInfo.InvariantCulture));
    }

    private static string PrefixOf(string query) => query.TrimStart('?').Split('&')
        .Where(part => part.StartsWith("prefix=", StringComparison.Ordinal))
        .Select(part => Uri.UnescapeDataString(part["prefix=".Length..]))
        .FirstOrDefault("");
}
