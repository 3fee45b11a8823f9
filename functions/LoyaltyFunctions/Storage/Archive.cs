using Azure.Storage.Blobs;

namespace LoyaltyFunctions.Storage;

/// <summary>Every ledger entry, one a line, in hourly append blobs of the container <c>archive</c>.</summary>
public sealed class Archive(BlobServiceClient blobs, TimeProvider clock) : IAsyncDisposable
{
    private readonly AppendLog _entries = new(blobs.GetBlobContainerClient(Names.Containers.Archive), "entries", clock);

    public Task AppendAsync(ReadOnlyMemory<byte> entry) => _entries.AppendAsync(entry);

    public ValueTask DisposeAsync() => _entries.DisposeAsync();
}
