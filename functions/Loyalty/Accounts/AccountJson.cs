using System.Buffers;
using System.Text.Json;
using Loyalty.Entries;

namespace Loyalty.Accounts;

/// <summary>
/// An account as compact JSON, for the account row. Short names: s status, i merged into, q sequence, h head hash, b balance, o opened,
/// t tier [id, since, until], l lots [id, earned, expires, remaining], x expired [id, expires, points], p pending, r reservations,
/// d qualifying [day, points], n purchases, u rule uses [rule, period, count, points], a activity [day, visits, spent],
/// v spent ever, w qualifying ever, m merged [member, sequence], j personal, g steps towards goals. Dates are day numbers.
/// </summary>
public static class AccountJson
{
    public static void Write(Account account, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var writer = new Utf8JsonWriter(output, Wire.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id", account.MemberId);
        if (account.Status != AccountStatus.Open)
            writer.WriteString("s", EntryReader.StatusNames[(int)account.Status]);
        writer.Optional("i", account.MergedInto);
        writer.WriteNumber("q", account.Sequence);
        writer.WriteString("h", account.HeadHash);
        writer.WriteNumber("b", account.Balance.Value);
        writer.WriteString("o", account.Opened.Text());
        writer.Array("t", [account.Tier], (target, tier) => Row(target, tier.Id, tier.Since.DayNumber, tier.Until.DayNumber));
        WriteLots(writer, account);
        WriteCounts(writer, account);
        writer.Object("j", account.Personal == PersonalState.Empty ? null : account.Personal, PersonalStateJson.Write);
        writer.Array("g", account.Play, PlayJson.Write);
        writer.WriteEndObject();
    }

    /// <summary>Throws <see cref="FormatException"/> for anything that is not an account.</summary>
    public static Account Read(ReadOnlySpan<byte> json) => Wire.Read(json, Read);

    private static void WriteLots(Utf8JsonWriter writer, Account account)
    {
        writer.Array(
            "l", account.Lots, (target, lot) => Row(target, lot.Id, lot.Earned.DayNumber, lot.Expires.DayNumber, lot.Remaining.Value));
        writer.Array("x", account.ExpiredLots, (target, lot) => Row(target, lot.Id, lot.Expires.DayNumber, lot.Points.Value));
        writer.Array("p", account.Pending, WritePending);
        writer.Array("r", account.Reservations, WriteReservation);
    }

    private static void WriteCounts(Utf8JsonWriter writer, Account account)
    {
        writer.Array("d", account.Qualifying, (target, day) => Row(target, day.On.DayNumber, day.Points.Value));
        writer.WriteNumber("n", account.PurchaseCount);
        writer.Array("a", account.Activity, (target, day) => Row(target, day.On.DayNumber, day.Visits, day.Spent));
        if (account.SpentEver != 0)
            writer.WriteNumber("v", account.SpentEver);
        if (account.QualifyingEver != Points.Zero)
            writer.WriteNumber("w", account.QualifyingEver.Value);
        writer.Array("u", account.RuleUses, (target, use) => Row(target, use.Rule, use.Period, use.Count, use.Points.Value));
        writer.Array("m", account.Merged, (target, merged) => Row(target, merged.MemberId, merged.Sequence));
    }

    private static void WritePending(Utf8JsonWriter writer, PendingPoints pending)
    {
        writer.WriteStartObject();
        writer.WriteNumber("l", pending.Lot);
        writer.WriteNumber("r", pending.Release.DayNumber);
        writer.WriteNumber("e", pending.Earned.DayNumber);
        writer.WriteNumber("x", pending.Expires.DayNumber);
        writer.WriteNumber("p", pending.Points.Value);
        writer.Object("s", pending.Source, EntryJson.WriteSource);
        writer.Optional("held", pending.Held is { } held ? PersonalJson.HoldNames[(int)held] : null);
        writer.WriteEndObject();
    }

    private static void WriteReservation(Utf8JsonWriter writer, Reservation reservation)
    {
        writer.WriteStartObject();
        writer.WriteString("id", reservation.Id);
        writer.WriteNumber("p", reservation.Points.Value);
        writer.WriteString("u", reservation.Until.Text());
        writer.Optional("w", reservation.RewardId);
        writer.Array(
            "l",
            reservation.Parts,
            (target, part) => Row(target, part.Lot, part.Earned.DayNumber, part.Expires.DayNumber, part.Points.Value));
        writer.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter writer, params ReadOnlySpan<long> numbers)
    {
        writer.WriteStartArray();
        Numbers(writer, numbers);
    }

    private static void Row(Utf8JsonWriter writer, string text, params ReadOnlySpan<long> numbers)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(text);
        Numbers(writer, numbers);
    }

    private static void Row(Utf8JsonWriter writer, string first, string second, params ReadOnlySpan<long> numbers)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(first);
        writer.WriteStringValue(second);
        Numbers(writer, numbers);
    }

    private static void Numbers(Utf8JsonWriter writer, ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static Account Read(JsonElement json) => new()
    {
        MemberId = json.Required("id"),
        Status = json.Optional("s") is { } status ? EntryReader.Named<AccountStatus>(EntryReader.StatusNames, status) : AccountStatus.Open,
        MergedInto = json.Optional("i"),
        Sequence = json.Number("q"),
        HeadHash = json.Required("h"),
        Balance = json.Points("b"),
        Opened = json.Instant("o"),
        Tier = json.List("t", row => new TierState(row[0].GetString()!, Date(row[1]), Date(row[2])))[0],
        Lots = json.List("l", row => new Lot(row[0].GetInt64(), Date(row[1]), Date(row[2]), new Points(row[3].GetInt64()))),
        ExpiredLots = json.List("x", row => new ExpiredLot(row[0].GetInt64(), Date(row[1]), new Points(row[2].GetInt64()))),
        Pending = json.List("p", ReadPending),
        Reservations = json.List("r", ReadReservation),
        Qualifying = json.List("d", row => new QualifyingDay(Date(row[0]), new Points(row[1].GetInt64()))),
        Activity = json.List("a", row => new ActivityDay(Date(row[0]), row[1].GetInt64(), row[2].GetInt64())),
        SpentEver = json.NumberOr("v", 0),
        QualifyingEver = new Points(json.NumberOr("w", 0)),
        PurchaseCount = json.Number("n"),
        RuleUses = json.List(
            "u", row => new RuleUse(row[0].GetString()!, row[1].GetString()!, row[2].GetInt64(), new Points(row[3].GetInt64()))),
        Merged = json.List("m", row => new MergedAccount(row[0].GetString()!, row[1].GetInt64())),
        Play = json.List("g", PlayJson.Read),
        Personal = json.Object("j", PersonalStateJson.Read) ?? PersonalState.Empty,
    };

    private static PendingPoints ReadPending(JsonElement json) => new(
        json.Number("l"),
        Date(json.GetProperty("r")),
        Date(json.GetProperty("e")),
        Date(json.GetProperty("x")),
        json.Points("p"),
        EntryReader.ReadSource(json.GetProperty("s")))
    {
        Held = EntryReader.ReadHeld(json),
    };

    private static Reservation ReadReservation(JsonElement json) => new(
        json.Required("id"),
        json.Points("p"),
        json.Instant("u"),
        json.Optional("w"),
        json.List("l", row => new LotChange(row[0].GetInt64(), Date(row[1]), Date(row[2]), new Points(row[3].GetInt64()))));

    private static DateOnly Date(JsonElement cell) => DateOnly.FromDayNumber(cell.GetInt32());
}
