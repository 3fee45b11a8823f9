using System.Buffers;

namespace Loyalty.Entries;

/// <summary>One entry as one line of canonical JSON: fixed order, absent rather than null, instants in UTC, no spaces.</summary>
public static class EntryJson
{
    public static void Write(LedgerEntry entry, IBufferWriter<byte> output) => throw new NotImplementedException();

    /// <summary>Skips properties that this version does not know. Throws <see cref="FormatException"/> for anything that is not an entry.</summary>
    public static LedgerEntry Read(ReadOnlySpan<byte> json) => throw new NotImplementedException();
}
