using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>
/// Checks a member's history from outside, as an auditor would: what the API shows against what stands in the archive, with hashes
/// computed here and not with the hub's code.
/// </summary>
internal static class Audit
{
    /// <summary>The member's entries, oldest first, after every check; waits until all of them are archived.</summary>
    public static async Task<IReadOnlyList<JsonElement>> IntactAsync(Hub hub, string memberId)
    {
        var client = hub.As("operator");
        // What was written for a member who has been merged into this one is a history of its own.
        var entries = (await client.EntriesAsync(memberId)).Where(entry => !entry.TryGetProperty("memberId", out _)).ToList();
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.GetProperty("seq").GetInt32()));
        Assert.Equal(entries.Sum(Points), await client.PointsAsync(memberId));
        var lines = await Eventually.SeeAsync(
            $"all {entries.Count} entries of {memberId} are archived",
            () => LinesAsync(hub.Storage, memberId),
            found => found.Count >= entries.Count,
            found => $"{found.Count} lines");
        Assert.Equal(entries.Count, lines.Count);
        var (previous, balance) = (new string('0', 64), 0L);
        foreach (var entry in entries)
        {
            var line = lines[entry.GetProperty("seq").GetInt64()];
            balance += Points(entry);
            Assert.Equal(balance, entry.GetProperty("balance").GetInt64());
            Assert.Equal(previous, entry.GetProperty("previousHash").GetString());
            previous = entry.GetProperty("hash").GetString()!;
            Assert.Equal(previous, HashOf(line, entry.GetProperty("previousHash").GetString()!));
        }

        return entries;
    }

    public static long Points(JsonElement entry) => entry.GetProperty("points").GetInt64();

    public static string? ReceiptOf(JsonElement entry) =>
        entry.GetProperty("source").TryGetProperty("receiptId", out var receipt) ? receipt.GetString() : null;

    /// <summary>The archived entries by number. A line may stand there twice after a crash, but never with another content.</summary>
    private static async Task<Dictionary<long, string>> LinesAsync(HubStorage storage, string memberId)
    {
        var container = new BlobContainerClient(storage.ConnectionString, "archive");
        var lines = new Dictionary<long, string>();
        await foreach (var blob in container.GetBlobsAsync(prefix: "entries/"))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString();
            foreach (var line in content.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Keep(lines, line, memberId);
        }

        return lines;
    }

    private static void Keep(Dictionary<long, string> lines, string line, string memberId)
    {
        if (!line.Contains(memberId, StringComparison.Ordinal))
            return;
        var entry = JsonElement.Parse(line);
        var sequence = entry.GetProperty("seq").GetInt64();
        if (entry.GetProperty("memberId").GetString() == memberId && !lines.TryAdd(sequence, line))
            Assert.Equal(lines[sequence], line);
    }

    /// <summary>SHA-256 over the previous hash, a line feed and the line without its hash.</summary>
    private static string HashOf(string line, string previousHash)
    {
        var at = line.LastIndexOf(",\"hash\":\"", StringComparison.Ordinal);
        var content = string.Create(CultureInfo.InvariantCulture, $"{previousHash}\n{line[..at]}}}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
