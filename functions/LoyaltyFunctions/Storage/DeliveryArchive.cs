using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LoyaltyFunctions.Storage;

/// <summary>What partners sent: large bodies as blobs of their own, everything in hourly append blobs of the container <c>deliveries</c>.</summary>
public sealed class DeliveryArchive(BlobServiceClient blobs, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Where the lines of what was received begin.</summary>
    public const string Prefix = "received";

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Names.Containers.Deliveries);
    private readonly TimeProvider _clock = clock;
    private readonly AppendLog _log = new(blobs.GetBlobContainerClient(Names.Containers.Deliveries), Prefix, clock);

    /// <summary>
    /// Takes a body that is too large for a queue out of its message into a blob; the name follows from its content, so that sending it
    /// again changes nothing.
    /// </summary>
    public async Task<InboundMessage> CheckBodyAsync(InboundMessage message, CancellationToken cancellation)
    {
        if (message.Body is not { Length: > InboundMessage.MaxInlineBytes } body)
        {
            return message;
        }

        var name = "bodies/" + Convert.ToHexStringLower(SHA256.HashData(body));
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream" } };
        await _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(body), options, cancellation);
        return message with { Body = null, BodyBlob = name };
    }

    public async Task<byte[]> ReadBodyAsync(InboundMessage message, CancellationToken cancellation) =>
        message.Body ?? (await _container.GetBlobClient(message.BodyBlob).DownloadContentAsync(cancellation)).Value.Content.ToArray();

    /// <summary>The blobs that may hold what was received between two instants, in their order: work on it may end on the day after.</summary>
    public async Task<IReadOnlyList<string>> BlobsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var names = new List<string>();
        var (first, last) = (DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(to.UtcDateTime).AddDays(1));
        for (var day = first; day <= last && day <= DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime); day = day.AddDays(1))
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{Prefix}/{day:yyyy/MM/dd}/");
            await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation))
            {
                names.Add(blob.Name);
            }
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>The lines of one blob, one at a time, without the first so many.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string blob, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var content = await _container.GetBlobClient(blob).OpenReadAsync(new BlobOpenReadOptions(allowModifications: true), cancellation);
        await foreach (var line in BlobLines.ReadAsync(content, skip, cancellation))
        {
            yield return line;
        }
    }

    /// <summary>Archives the delivery as it was accepted.</summary>
    public Task AppendAsync(InboundMessage message) => _log.AppendAsync((message with { Outbox = null }).ToJson());

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}
