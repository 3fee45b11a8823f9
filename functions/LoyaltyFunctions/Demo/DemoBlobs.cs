using System.Text;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Demo;

/// <summary>A blob; without lines when it is not of JSON Lines, such as a compressed day.</summary>
internal sealed record DemoBlob(string Container, string Name, int Bytes, IReadOnlyList<string> Lines)
{
    /// <summary>Whether its lines are entries of the ledger.</summary>
    public bool IsArchived => Container == Names.Containers.Archive && Name.StartsWith("entries/", StringComparison.Ordinal);
}

/// <summary>What the hub writes for those who come later. Each process writes blobs of its own, so the new names are this run's.</summary>
internal sealed class DemoBlobs(BlobServiceClient blobs)
{
    public async Task<IReadOnlySet<(string Container, string Name)>> ListAsync(CancellationToken stopping)
    {
        var names = new HashSet<(string, string)>();
        foreach (var container in Names.Containers.All)
        {
            await foreach (var blob in blobs.GetBlobContainerClient(container).GetBlobsAsync(cancellationToken: stopping))
            {
                names.Add((container, blob.Name));
            }
        }

        return names;
    }

    public async Task<IReadOnlyList<DemoBlob>> ReadNewAsync(IReadOnlySet<(string Container, string Name)> before, CancellationToken stopping)
    {
        var read = new List<DemoBlob>();
        foreach (var (container, name) in (await ListAsync(stopping)).Where(blob => !before.Contains(blob)).Order())
        {
            var content = (await blobs.GetBlobContainerClient(container).GetBlobClient(name).DownloadContentAsync(stopping)).Value.Content.ToArray();
            var text = name.EndsWith(".jsonl", StringComparison.Ordinal) ? Encoding.UTF8.GetString(content) : "";
            read.Add(new DemoBlob(container, name, content.Length, text.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        }

        return read;
    }
}
