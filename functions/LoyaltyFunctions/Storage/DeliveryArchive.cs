using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LoyaltyFunctions.Storage;

/// <summary>What partners sent: large bodies as blobs of their own, everything in hourly append blobs of the container <c>deliveries</c>.</summary>
public sealed class DeliveryArchive(BlobServiceClient blobs, TimeProvider clock) : IAsyncDisposable
{
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Names.Containers.Deliveries);
    private readonly AppendLog _log = new(blobs.GetBlobContainerClient(Names.Containers.Deliveries), "received", clock);

    /// <summary>Keeps a body that is too large for a message; the name follows from its content, so that sending again changes nothing.</summary>
    public async Task<string> PutBodyAsync(string bodyHash, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var name = "bodies/" + bodyHash;
        var blob = _container.GetBlobClient(name);
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream" } };
        await blob.UploadAsync(BinaryData.FromBytes(body), options, cancellation);
        return name;
    }

    public async Task<byte[]> ReadBodyAsync(InboundMessage message, CancellationToken cancellation) =>
        message.Body ?? (await _container.GetBlobClient(message.BodyBlob).DownloadContentAsync(cancellation)).Value.Content.ToArray();

    /// <summary>Archives the delivery as it was accepted.</summary>
    public Task AppendAsync(InboundMessage message) => _log.AppendAsync((message with { Outbox = null }).ToJson());

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}
