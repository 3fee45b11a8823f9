using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>A row's JSON as UTF-8 in binary properties of at most 60 KiB each (Azure allows 64 KiB a property, 1 MiB a row).</summary>
public static class Content
{
    /// <summary>The most that one row may carry.</summary>
    public const int MaxBytes = 14 * ChunkBytes;

    private const int ChunkBytes = 60 * 1024;
    private const string Property = "Content";

    public static void Write(TableEntity row, ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxBytes)
        {
            throw new InvalidOperationException($"A row carries at most {MaxBytes} bytes, not {content.Length}.");
        }

        for (var chunk = 0; chunk == 0 || chunk * ChunkBytes < content.Length; chunk++)
        {
            var start = chunk * ChunkBytes;
            row[NameOf(chunk)] = content.Slice(start, Math.Min(ChunkBytes, content.Length - start)).ToArray();
        }
    }

    /// <summary>Takes the content out of a row that was read; false when there was none.</summary>
    public static bool Clear(TableEntity row)
    {
        if (Read(row).Length == 0)
        {
            return false;
        }

        for (var chunk = 1; row.Remove(NameOf(chunk));)
        {
            chunk++;
        }

        Write(row, []);
        return true;
    }

    public static byte[] Read(TableEntity row)
    {
        var first = row.GetBinary(Property) ?? [];
        if (!row.ContainsKey(NameOf(1)))
        {
            return first;
        }

        using var whole = new MemoryStream();
        whole.Write(first);
        for (var chunk = 1; row.GetBinary(NameOf(chunk)) is { } next; chunk++)
        {
            whole.Write(next);
        }

        return whole.ToArray();
    }

    private static string NameOf(int chunk) => chunk == 0 ? Property : Property + chunk;
}
