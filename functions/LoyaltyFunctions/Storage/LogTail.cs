using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LoyaltyFunctions.Storage;

/// <summary>A line of an hourly blob, and where it begins.</summary>
public sealed record LogLine(string Blob, long Offset, ReadOnlyMemory<byte> Content)
{
    /// <summary>What the next page goes on from: the lines before this one.</summary>
    public string Cursor => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Blob}@{Offset}")));
}

/// <summary>
/// Reads what an <see cref="AppendLog"/> wrote from its end: the newest hour first, within an hour one process after the other. Costs one
/// list a day and one range for every 256 KiB that is read, whatever has piled up before.
/// </summary>
public sealed class LogTail(BlobServiceClient blobs, TimeProvider clock)
{
    /// <summary>A reader who has come so far back is done.</summary>
    private const int MaxDays = 31;

    private const int Chunk = 256 * 1024;

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Names.Containers.Deliveries);

    /// <summary>The lines under a prefix, newest first, before a cursor; null is the end.</summary>
    public async IAsyncEnumerable<LogLine> ReadBackAsync(string prefix, string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (name, offset) = Read(cursor, prefix);
        var day = name is null ? clock.GetUtcNow().UtcDateTime.Date : DayOf(name, prefix);
        for (var back = 0; back < MaxDays; back++)
        {
            foreach (var blob in await BlobsAsync($"{prefix}/{day.AddDays(-back).ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}/", cancellation))
            {
                if (name is not null && string.CompareOrdinal(blob.Name, name) > 0)
                {
                    continue;
                }

                var end = blob.Name == name ? offset : blob.Properties.ContentLength ?? 0;
                await foreach (var line in LinesAsync(blob.Name, end, cancellation))
                {
                    yield return line;
                }
            }
        }
    }

    private async Task<List<BlobItem>> BlobsAsync(string prefix, CancellationToken cancellation)
    {
        var found = new List<BlobItem>();
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation))
        {
            found.Add(blob);
        }

        found.Reverse();
        return found;
    }

    private async IAsyncEnumerable<LogLine> LinesAsync(string blob, long end, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // What a chunk begins in the middle of waits for the chunk before it.
        var rest = Array.Empty<byte>();
        while (end > 0)
        {
            var start = Math.Max(0, end - Chunk);
            byte[] bytes = [.. await RangeAsync(blob, start, end - start, cancellation), .. rest];
            var stop = bytes.Length;
            while (stop > 0)
            {
                var before = stop < 2 ? -1 : Array.LastIndexOf(bytes, (byte)'\n', stop - 2);
                if (before < 0 && start > 0)
                {
                    break;
                }

                if (stop - before - 1 > 1)
                {
                    yield return new LogLine(blob, start + before + 1, bytes.AsMemory(before + 1, stop - before - 1).TrimEnd((byte)'\n'));
                }

                stop = before + 1;
            }

            rest = bytes[..stop];
            end = start;
        }
    }

    private async Task<byte[]> RangeAsync(string blob, long start, long length, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(start, length) };
        return (await _container.GetBlobClient(blob).DownloadContentAsync(options, cancellation)).Value.Content.ToArray();
    }

    private static (string? Name, long Offset) Read(string? cursor, string prefix)
    {
        if (cursor is null)
        {
            return (null, 0);
        }

        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromHexString(cursor)).Split('@');
            _ = DayOf(parts[0], prefix);
            return (parts[0], long.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new FormatException("is not a cursor of this list", e);
        }
    }

    private static DateTime DayOf(string blob, string prefix) =>
        DateTime.ParseExact(blob[prefix.Length..][1..11], "yyyy/MM/dd", CultureInfo.InvariantCulture);
}
