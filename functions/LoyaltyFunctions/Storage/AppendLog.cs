using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// JSON Lines in append blobs `{prefix}/{yyyy}/{MM}/{dd}/{HH}-{writer}-{part}.jsonl` (UTC). Each process writes blobs of its own, and each
/// append names the position where it must land, so that an append whose answer was lost is not repeated.
/// </summary>
public sealed class AppendLog : IAsyncDisposable
{
    /// <summary>A block holds at most 4 MiB; a blob 50,000 blocks, of which Azurite can read back only as many as it may open files.</summary>
    private const int MaxBlockBytes = 3 * 1024 * 1024;

    private const int MaxBlocks = 2_000;
    private const int MaxLines = 5_000;

    private readonly BlobContainerClient _container;
    private readonly TimeProvider _clock;
    private readonly string _prefix;
    private readonly string _writer = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly GroupCommit<ReadOnlyMemory<byte>> _lines;

    private AppendBlobClient? _blob;
    private string _hour = "";
    private long _position;
    private int _blocks;
    private int _part = -1;

    public AppendLog(BlobContainerClient container, string prefix, TimeProvider clock)
    {
        _container = container;
        _prefix = prefix;
        _clock = clock;
        _lines = new(AppendAsync, MaxLines, MaxBlockBytes);
    }

    /// <summary>Adds one line (without its line break); completes when it is durable.</summary>
    public Task AppendAsync(ReadOnlyMemory<byte> line) => _lines.WriteAsync(line, line.Length + 1);

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private async Task AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        using var block = new MemoryStream();
        foreach (var line in lines)
        {
            block.Write(line.Span);
            block.WriteByte((byte)'\n');
        }

        await AppendAsync(await CurrentBlobAsync(), block);
    }

    private async Task AppendAsync(AppendBlobClient blob, MemoryStream block)
    {
        block.Position = 0;
        var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = _position };
        try
        {
            await blob.AppendBlockAsync(block, new AppendBlobAppendBlockOptions { Conditions = conditions });
            _position += block.Length;
            _blocks++;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
        {
            // Only this process writes this blob: the block is there already, and the answer to it was lost.
            _position += block.Length;
            _blocks++;
        }
        catch
        {
            // Unknown outcome: whatever is in the old blob stays there, and the next lines go to a new one. Readers drop duplicates.
            _blob = null;
            throw;
        }
    }

    private async Task<AppendBlobClient> CurrentBlobAsync()
    {
        var hour = _clock.GetUtcNow().UtcDateTime.ToString("yyyy/MM/dd/HH", CultureInfo.InvariantCulture);
        if (_blob is not null && _hour == hour && _blocks < MaxBlocks)
        {
            return _blob;
        }

        // A clock that is set back comes to an hour again, whose blobs must not be taken for new ones: no part is used twice.
        _part++;
        _hour = hour;
        var blob = _container.GetAppendBlobClient($"{_prefix}/{hour}-{_writer}-{_part:D3}.jsonl");
        await blob.CreateIfNotExistsAsync(new AppendBlobCreateOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-ndjson" } });
        (_position, _blocks) = (0, 0);
        return _blob = blob;
    }
}
