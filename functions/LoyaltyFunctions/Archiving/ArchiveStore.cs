using System.Globalization;
using System.IO.Compression;
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

    public static string DayBlob(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"days/{day:yyyy/MM/yyyy-MM-dd}.jsonl.gz");

    /// <summary>The lines of a day as they were appended, with duplicates and in no order.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> HourlyLinesAsync(DateOnly day, CancellationToken cancellation)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        var prefix = string.Create(CultureInfo.InvariantCulture, $"entries/{day:yyyy/MM/dd}/");
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation))
        {
            var content = await _container.GetBlobClient(blob.Name).DownloadContentAsync(cancellation);
            lines.AddRange(Split(content.Value.Content.ToMemory()));
        }

        return lines;
    }

    /// <summary>Days that have hourly blobs, oldest first.</summary>
    public async Task<IReadOnlyList<DateOnly>> DaysAsync(CancellationToken cancellation)
    {
        var days = new SortedSet<DateOnly>();
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "entries/", cancellation))
        {
            var parts = blob.Name.Split('/');
            days.Add(DateOnly.ParseExact(string.Join('-', parts[1..4]), DayFormat, CultureInfo.InvariantCulture));
        }

        return [.. days];
    }

    /// <summary>The lines of a compacted day, in their order.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> DayLinesAsync(DateOnly day, CancellationToken cancellation)
    {
        await using var compressed = await _container.GetBlobClient(DayBlob(day)).OpenReadAsync(cancellationToken: cancellation);
        await using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        using var whole = new MemoryStream();
        await gzip.CopyToAsync(whole, cancellation);
        return [.. Split(whole.ToArray())];
    }

    public async Task WriteDayAsync(DateOnly day, IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellation)
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

        // Until the manifest stands, a compaction that was killed is done again over the same lines: the same content.
        await _container.GetBlobClient(DayBlob(day)).UploadAsync(BinaryData.FromBytes(compressed.ToArray()), overwrite: true, cancellation);
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

    /// <summary>False when the day has its manifest already: one is never written twice.</summary>
    public async Task<bool> TryWriteManifestAsync(ArchiveManifest manifest, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"manifests/{manifest.Day:yyyy-MM-dd}.json");
        var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(manifest.ToJson()), options, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
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
