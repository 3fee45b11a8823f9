using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Archiving;

/// <summary>The blobs of the archive by day: hourly lines as they came, the sorted day, its manifest.</summary>
public sealed class ArchiveStore(BlobServiceClient blobs)
{
    private const string DayFormat = "yyyy-MM-dd";

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Names.Containers.Archive);

    /// <summary>The name follows from the content, so that a compaction that was overtaken spoils nothing.</summary>
    public static string DayBlob(DateOnly day, string root) =>
        string.Create(CultureInfo.InvariantCulture, $"days/{day:yyyy/MM/yyyy-MM-dd}-{root.AsSpan(0, 16)}.jsonl.gz");

    /// <summary>The days of the archive, oldest first.</summary>
    public async Task<IReadOnlyList<ArchiveDay>> DaysAsync(CancellationToken cancellation)
    {
        var hours = new List<(DateOnly Day, HourlyBlob Blob)>();
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "entries/", cancellation))
        {
            var day = DateOnly.ParseExact(string.Join('-', blob.Name.Split('/')[1..4]), DayFormat, CultureInfo.InvariantCulture);
            hours.Add((day, new HourlyBlob(blob.Name, blob.Properties.ContentLength ?? 0)));
        }

        return ArchiveDay.Of(await ManifestsAsync(cancellation), hours.ToLookup(hour => hour.Day, hour => hour.Blob));
    }

    /// <summary>The lines of a day as they were appended, with duplicates and in no order, and how many bytes they are.</summary>
    public async Task<(IReadOnlyList<ReadOnlyMemory<byte>> Lines, long Bytes)> HourlyLinesAsync(ArchiveDay day, CancellationToken cancellation)
    {
        var (lines, bytes) = (new List<ReadOnlyMemory<byte>>(), 0L);
        foreach (var blob in day.Hours)
        {
            var content = (await _container.GetBlobClient(blob.Name).DownloadContentAsync(cancellation)).Value.Content.ToMemory();
            lines.AddRange(Split(content));
            bytes += content.Length;
        }

        return (lines, bytes);
    }

    /// <summary>The lines of a compacted day, in their order.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> DayLinesAsync(ArchiveManifest manifest, CancellationToken cancellation)
    {
        await using var content = await OpenAsync(manifest.Blob, cancellation);
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, cancellation);
        return [.. Split(whole.ToArray())];
    }

    /// <summary>The lines of one blob, one at a time, without the first so many.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string blob, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var content = await OpenAsync(blob, cancellation);
        await foreach (var line in BlobLines.ReadAsync(content, skip, cancellation))
        {
            yield return line;
        }
    }

    public async Task WriteDayAsync(string name, IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellation)
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            foreach (var line in lines)
            {
                await gzip.WriteAsync(line, cancellation);
                gzip.WriteByte((byte)'\n');
            }
        }

        try
        {
            var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(compressed.ToArray()), options, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It stands already, with the same content as its name says, and where the archive is immutable nothing may replace it.
        }
    }

    /// <summary>The manifests there are, oldest first.</summary>
    public async Task<IReadOnlyList<ArchiveManifest>> ManifestsAsync(CancellationToken cancellation)
    {
        var manifests = new List<ArchiveManifest>();
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "manifests/", cancellation))
        {
            var content = await _container.GetBlobClient(blob.Name).DownloadContentAsync(cancellation);
            manifests.Add(ArchiveManifest.Parse(content.Value.Content.ToMemory().Span));
        }

        return [.. manifests.OrderBy(manifest => manifest.Day)];
    }

    /// <summary>The manifest that stands for the day: this one, unless another was first. None is ever written over.</summary>
    public async Task<ArchiveManifest> WriteManifestAsync(ArchiveManifest manifest, CancellationToken cancellation)
    {
        var blob = _container.GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"manifests/{manifest.Day:yyyy-MM-dd}.json"));
        var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(manifest.ToJson()), options, cancellation);
            return manifest;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            var stands = await blob.DownloadContentAsync(cancellation);
            return ArchiveManifest.Parse(stands.Value.Content.ToMemory().Span);
        }
    }

    private async Task<Stream> OpenAsync(string name, CancellationToken cancellation)
    {
        // An hourly blob may grow while it is read: what comes after the start of the reading is for the next one.
        var options = new BlobOpenReadOptions(allowModifications: true);
        var content = await _container.GetBlobClient(name).OpenReadAsync(options, cancellation);
        return name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(content, CompressionMode.Decompress) : content;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> content)
    {
        while (content.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (end > 0)
            {
                yield return content[..end];
            }

            content = content[(end + 1)..];
        }
    }
}
