using Loyalty.Entries;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Archiving;

/// <summary>How far the lines of a day have been read.</summary>
public sealed record ReplayPosition(string Blob, long Line, ProofFindings Findings, bool IsEnd);

/// <summary>Reads a day of the archive into rebuilt tables, a piece at a time. In any order and as often as one likes: a row is an entry.</summary>
public sealed class ArchiveReplay(ArchiveStore store)
{
    /// <summary>What one message does: seconds, not the minutes of its lock.</summary>
    private const int MaxLines = 10_000;

    private const int ChunkLines = 1_000;
    private const int AtOnce = 8;

    public Task<IReadOnlyList<ArchiveDay>> DaysAsync(CancellationToken cancellation) => store.DaysAsync(cancellation);

    /// <summary>Goes on from a position. Lines whose hash does not fit are differences and are not taken.</summary>
    public async Task<ReplayPosition> LoadAsync(DateOnly date, ReplayPosition from, ReplayTables into, CancellationToken cancellation)
    {
        var day = (await store.DaysAsync(cancellation)).FirstOrDefault(day => day.Day == date);
        var blobs = day?.Blobs ?? [];
        var (position, lines) = (from, 0L);
        // A day that has been compacted meanwhile is read anew.
        foreach (var blob in blobs.Skip(Math.Max(0, blobs.ToList().IndexOf(from.Blob))))
        {
            position = blob == position.Blob ? position : position with { Blob = blob, Line = 0 };
            await foreach (var chunk in store.LinesAsync(blob, position.Line, cancellation).Chunk(ChunkLines).WithCancellation(cancellation))
            {
                position = position with { Line = position.Line + chunk.Length, Findings = await TakeAsync(chunk, position.Findings, into, cancellation) };
                lines += chunk.Length;
                if (lines >= MaxLines)
                {
                    return position;
                }
            }
        }

        return position with { IsEnd = true };
    }

    private static async Task<ProofFindings> TakeAsync(
        IReadOnlyCollection<ReadOnlyMemory<byte>> lines,
        ProofFindings findings,
        ReplayTables into,
        CancellationToken cancellation)
    {
        var sound = lines.Where(line => EntryChain.IsIntact(line.Span)).Select(line => (Entry: EntryJson.Read(line.Span), Line: line)).ToList();
        var members = sound.DistinctBy(line => (line.Entry.MemberId, line.Entry.Sequence)).GroupBy(line => line.Entry.MemberId);
        await SideBySide.ForEachAsync(members, AtOnce, into.PutAsync, cancellation);
        var broken = lines.Where(line => !EntryChain.IsIntact(line.Span)).Select(Broken).ToList();
        return (findings with { Entries = findings.Entries + sound.Count }).With(broken);
    }

    private static Difference Broken(ReadOnlyMemory<byte> line)
    {
        const string Expected = "a line that its hash fits";
        try
        {
            var entry = EntryJson.Read(line.Span);
            return new Difference(entry.MemberId, entry.Sequence, Expected, "a line of the archive that was changed");
        }
        catch (FormatException)
        {
            return new Difference("", null, Expected, "a line of the archive that is no entry");
        }
    }
}
