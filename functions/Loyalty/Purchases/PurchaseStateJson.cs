using System.Buffers;
using System.Text.Json;
using Loyalty.Entries;

namespace Loyalty.Purchases;

/// <summary>The state of a purchase for the row beside its claim; lines stand there once, and what remains only after a refund.</summary>
internal static class PurchaseStateJson
{
    public static void Write(PurchaseState state, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, Wire.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("memberId", state.MemberId);
        writer.WriteNumber("seq", state.Sequence);
        writer.WriteNumber("lot", state.Lot);
        writer.WriteString("programVersion", state.ProgrammeVersion);
        writer.WriteString("occurredAt", state.OccurredAt.Text());
        writer.Object("purchase", state.Facts, PurchaseJson.WriteFacts);
        writer.WriteNumber("reversed", state.Reversed.Value);
        writer.Array("refundIds", state.RefundIds, (target, id) => target.WriteStringValue(id));
        if (state.RefundIds.Count > 0 || state.Voided)
            writer.Array("remaining", state.Remaining, WriteRemaining);
        writer.Object("board", state.OnBoard, EffectJson.WriteUseParts);
        writer.Array("play", state.Play, PlayJson.Write);
        if (state.Voided)
            writer.WriteBoolean("voided", true);
        if (state.Flagged)
            writer.WriteBoolean("flagged", true);
        writer.WriteEndObject();
    }

    public static PurchaseState Read(JsonElement json)
    {
        var facts = PurchaseJson.ReadFacts(json.GetProperty("purchase"));
        var lines = RemainingLines.AllOf(facts.Purchase);
        var remaining = json.List("remaining", item => item.Clone());
        return new PurchaseState
        {
            MemberId = json.Required("memberId"),
            Sequence = json.Number("seq"),
            Lot = json.Number("lot"),
            ProgrammeVersion = json.Required("programVersion"),
            OccurredAt = json.Instant("occurredAt"),
            Facts = facts,
            Reversed = json.Points("reversed"),
            RefundIds = json.Strings("refundIds"),
            Remaining = remaining.Count == 0 ? lines : [.. lines.Zip(remaining, WithRemaining)],
            OnBoard = json.Object("board", EntryReader.ReadUse),
            Play = json.List("play", PlayJson.Read),
            Voided = json.Flag("voided"),
            Flagged = json.Flag("flagged"),
        };
    }

    private static void WriteRemaining(Utf8JsonWriter writer, RemainingLine line)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(line.AmountMinor.ToString());
        writer.WriteStringValue(line.QuantityThousandths.ToString());
        writer.WriteEndArray();
    }

    private static RemainingLine WithRemaining(RemainingLine line, JsonElement pair) => line with
    {
        AmountMinor = Rational.ParseFraction(pair[0].GetString()!),
        QuantityThousandths = Rational.ParseFraction(pair[1].GetString()!),
    };
}
