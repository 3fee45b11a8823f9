using System.Text;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Archiving;

/// <summary>On Azure nobody may change what lies in the archive: a write over what stands there would be refused for years.</summary>
public sealed class ImmutableArchiveTests
{
    [Fact]
    [Trait("Fault", "43")]
    public async Task A_day_that_stands_from_a_compaction_that_was_killed_is_left_as_it_is()
    {
        var process = new World().NewProcess();
        var store = process.Get<ArchiveStore>();
        var blob = process.Get<BlobServiceClient>().GetBlobContainerClient(Names.Containers.Archive).GetBlobClient("days/2026/03/2026-03-01-0123.jsonl.gz");

        process.Run(() => WriteAsync(store, blob.Name, "{}"));
        var first = (await blob.GetPropertiesAsync()).Value.ContentLength;
        process.Run(() => WriteAsync(store, blob.Name, "{}", "{}"));

        Assert.Equal(first, (await blob.GetPropertiesAsync()).Value.ContentLength);
        process.Discard();
    }

    private static async Task<bool> WriteAsync(ArchiveStore store, string name, params string[] lines)
    {
        await store.WriteDayAsync(name, [.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))], CancellationToken.None);
        return true;
    }
}
