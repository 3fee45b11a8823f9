using System.Buffers;
using System.Text.Json;

namespace Loyalty.Entries;

/// <summary>One entry as one line of canonical JSON: fixed order, absent rather than null or empty, instants in UTC, no spaces.</summary>
public static class EntryJson
{
    /// <summary>The size that no entry reaches, given purchases that pass their check and accounts within their bounds.</summary>
    public const int MaximumBytes = 400 * 1024;

    public static void Write(LedgerEntry entry, IBufferWriter<byte> output) => Write(entry, output, withHash: true);

    /// <summary>
    /// Skips properties that this version does not know. Throws <see cref="FormatException"/> for anything that is not an entry.
    /// </summary>
    public static LedgerEntry Read(ReadOnlySpan<byte> json) => Wire.Read(json, EntryReader.Read);

    internal static void Write(LedgerEntry entry, IBufferWriter<byte> output, bool withHash)
    {
        using var writer = new Utf8JsonWriter(output, Wire.WriterOptions);
        writer.WriteStartObject();
        WriteHead(writer, entry);
        EffectJson.Write(writer, entry);
        writer.WriteString("previousHash", entry.PreviousHash);
        if (withHash)
            writer.WriteString("hash", entry.Hash);
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, LedgerEntry entry)
    {
        writer.WriteString("memberId", entry.MemberId);
        writer.WriteNumber("seq", entry.Sequence);
        writer.WriteString("kind", entry.Kind.ToWire());
        writer.WriteNumber("points", entry.Points.Value);
        writer.WriteNumber("balance", entry.Balance.Value);
        writer.WriteString("occurredAt", entry.OccurredAt.Text());
        writer.WriteString("recordedAt", entry.RecordedAt.Text());
        writer.Object("source", entry.Source, WriteSource);
        writer.Optional("reason", entry.Reason);
        writer.Array("rules", entry.Rules, WriteRule);
        writer.WriteString("programId", entry.ProgrammeId);
        writer.WriteString("programVersion", entry.ProgrammeVersion);
    }

    internal static void WriteSource(Utf8JsonWriter writer, EntrySource source)
    {
        writer.WriteString("partner", source.Partner);
        writer.Optional("storeId", source.StoreId);
        writer.Optional("receiptId", source.ReceiptId);
        writer.Optional("businessDate", source.BusinessDate?.Text());
        writer.Optional("refundId", source.RefundId);
        writer.Optional("reference", source.Reference);
        writer.Optional("counterparty", source.Counterparty);
    }

    internal static void WriteRule(Utf8JsonWriter writer, RulePoints rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        writer.WriteNumber("points", rule.Points.Value);
        writer.WriteEndObject();
    }
}
