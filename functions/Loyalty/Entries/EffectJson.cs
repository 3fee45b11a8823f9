using System.Text.Json;
using Loyalty.Purchases;

namespace Loyalty.Entries;

/// <summary>The effects of an entry, as they stand in its JSON between the head and the hashes.</summary>
internal static class EffectJson
{
    public static void Write(Utf8JsonWriter writer, LedgerEntry entry)
    {
        writer.Object("opening", entry.Opening, WriteOpening);
        writer.Array("lots", entry.Lots, WriteLot);
        writer.Object("forgiven", entry.Forgiven, WriteLotParts);
        writer.Array("pending", entry.Pending, WritePending);
        writer.Object("reservation", entry.Reservation, WriteReservation);
        writer.Array("qualifying", entry.Qualifying, WriteQualifying);
        writer.Object("tier", entry.Tier, WriteTier);
        writer.Array("uses", entry.Uses, WriteUse);
        writer.Array("activity", entry.Activity, ActivityJson.Write);
        writer.Array("cuts", entry.Cuts, RuleCutJson.Write);
        if (entry.Purchases != 0)
            writer.WriteNumber("purchases", entry.Purchases);
        writer.Object("purchase", entry.Purchase, PurchaseJson.WriteFacts);
        writer.Object("refund", entry.Refund, PurchaseJson.WriteRefund);
        writer.Object("personal", entry.Personal, PersonalJson.Write);
        writer.Object("benefit", entry.Benefit, BenefitUseJson.Write);
        writer.Array("play", entry.Play, PlayJson.Write);
        writer.Object("closing", entry.Closing, WriteClosing);
    }

    public static void WriteLot(Utf8JsonWriter writer, LotChange lot)
    {
        writer.WriteStartObject();
        WriteLotParts(writer, lot);
        writer.WriteEndObject();
    }

    private static void WriteLotParts(Utf8JsonWriter writer, LotChange lot)
    {
        writer.WriteNumber("lot", lot.Lot);
        writer.WriteString("earned", lot.Earned.Text());
        writer.WriteString("expires", lot.Expires.Text());
        writer.WriteNumber("points", lot.Points.Value);
    }

    private static void WritePending(Utf8JsonWriter writer, PendingChange pending)
    {
        writer.WriteStartObject();
        writer.WriteNumber("lot", pending.Lot);
        writer.WriteString("release", pending.Release.Text());
        writer.WriteString("earned", pending.Earned.Text());
        writer.WriteString("expires", pending.Expires.Text());
        writer.WriteNumber("points", pending.Points.Value);
        writer.Object("source", pending.Source, EntryJson.WriteSource);
        writer.Optional("held", pending.Held is { } held ? PersonalJson.HoldNames[(int)held] : null);
        writer.WriteEndObject();
    }

    private static void WriteReservation(Utf8JsonWriter writer, ReservationChange reservation)
    {
        writer.WriteString("id", reservation.Id);
        writer.WriteString("step", EntryReader.StepNames[(int)reservation.Step]);
        writer.WriteNumber("points", reservation.Points.Value);
        writer.WriteString("until", reservation.Until.Text());
        writer.Optional("rewardId", reservation.RewardId);
        writer.Array("parts", reservation.Parts, WriteLot);
    }

    private static void WriteQualifying(Utf8JsonWriter writer, QualifyingChange change)
    {
        writer.WriteStartObject();
        writer.WriteString("on", change.On.Text());
        writer.WriteNumber("points", change.Points.Value);
        writer.WriteEndObject();
    }

    private static void WriteTier(Utf8JsonWriter writer, TierChange tier)
    {
        writer.WriteString("from", tier.From);
        writer.WriteString("to", tier.To);
        writer.WriteString("since", tier.Since.Text());
        writer.WriteString("until", tier.Until.Text());
    }

    private static void WriteUse(Utf8JsonWriter writer, RuleUse use)
    {
        writer.WriteStartObject();
        WriteUseParts(writer, use);
        writer.WriteEndObject();
    }

    public static void WriteUseParts(Utf8JsonWriter writer, RuleUse use)
    {
        writer.WriteString("rule", use.Rule);
        writer.WriteString("period", use.Period);
        writer.WriteNumber("count", use.Count);
        writer.WriteNumber("points", use.Points.Value);
    }

    private static void WriteOpening(Utf8JsonWriter writer, Opening opening)
    {
        writer.WriteString("at", opening.At.Text());
        writer.WriteString("tier", opening.Tier);
        writer.WriteString("since", opening.Since.Text());
        writer.WriteString("until", opening.Until.Text());
    }

    private static void WriteClosing(Utf8JsonWriter writer, Closing closing)
    {
        writer.WriteString("status", EntryReader.StatusNames[(int)closing.Status]);
        writer.Optional("mergedInto", closing.MergedInto);
    }
}
