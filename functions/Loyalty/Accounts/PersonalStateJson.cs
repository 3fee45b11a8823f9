using System.Text.Json;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Safety;

namespace Loyalty.Accounts;

/// <summary>
/// The personal part of an account as compact JSON: g grants, h held by reservations, j when journeys came about [id, instant], t gifts that
/// a refund may take back, w purchases that wait, b on leader boards, s staff, r ring, f referral, p last purchase, c contact changed, v version.
/// </summary>
internal static class PersonalStateJson
{
    public static void Write(Utf8JsonWriter writer, PersonalState state)
    {
        writer.Array("g", state.Grants, PersonalJson.WriteGrant);
        writer.Array("h", state.Held, WriteHeld);
        writer.Array("j", state.Journeys, WriteTime);
        writer.Array("t", state.Gifts, JourneyGiftJson.Write);
        writer.Array("w", state.HeldSales, WriteSale);
        if (state.IsOnBoards)
            writer.WriteBoolean("b", true);
        if (state.Staff is { } staff)
            writer.WriteNumber("s", (int)staff);
        if (state.Ring is { } ring)
            writer.WriteNumber("r", (int)ring);
        if (state.Referral is { } referral)
            writer.WriteNumber("f", (int)referral);
        writer.Optional("p", state.LastPurchase?.Text());
        writer.Optional("c", state.ContactChanged?.Text());
        writer.Optional("v", state.Version);
    }

    public static PersonalState Read(JsonElement json) => new()
    {
        Grants = json.List("g", PersonalJson.ReadGrant),
        Held = json.List("h", row => new HeldGrant(row.Required("r"), PersonalJson.ReadGrant(row.GetProperty("g")))),
        Journeys = json.List("j", row => new JourneyTime(row[0].GetString()!, Wire.ParseInstant(row[1].GetString()!))),
        Gifts = json.List("t", JourneyGiftJson.Read),
        HeldSales = json.List("w", row => new HeldSale(
            row.Number("n"), EntryReader.ReadSource(row.GetProperty("s")), EntryReader.Named<HoldReason>(PersonalJson.HoldNames, row.Required("r")))),
        Staff = json.TryGetProperty("s", out var staff) ? (StaffStep)staff.GetInt32() : null,
        Ring = json.TryGetProperty("r", out var ring) ? (RingStep)ring.GetInt32() : null,
        Referral = json.TryGetProperty("f", out var referral) ? (ReferralStep)referral.GetInt32() : null,
        IsOnBoards = json.Flag("b"),
        LastPurchase = json.Optional("p") is { } at ? Wire.ParseInstant(at) : null,
        ContactChanged = json.Optional("c") is { } changed ? Wire.ParseInstant(changed) : null,
        Version = json.Optional("v"),
    };

    private static void WriteHeld(Utf8JsonWriter writer, HeldGrant held)
    {
        writer.WriteStartObject();
        writer.WriteString("r", held.Reservation);
        writer.WritePropertyName("g");
        PersonalJson.WriteGrant(writer, held.Grant);
        writer.WriteEndObject();
    }

    private static void WriteSale(Utf8JsonWriter writer, HeldSale sale)
    {
        writer.WriteStartObject();
        writer.WriteNumber("n", sale.Sequence);
        writer.Object("s", sale.Source, EntryJson.WriteSource);
        writer.WriteString("r", PersonalJson.HoldNames[(int)sale.Reason]);
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, JourneyTime time)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(time.Journey);
        writer.WriteStringValue(time.At.Text());
        writer.WriteEndArray();
    }
}
