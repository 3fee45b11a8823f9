using System.Text.Json;
using Loyalty.Accounts;
using Loyalty.Purchases;
using Loyalty.Safety;

namespace Loyalty.Entries;

/// <summary>The inverse of <see cref="EntryJson.Write(LedgerEntry, System.Buffers.IBufferWriter{byte})"/>.</summary>
internal static class EntryReader
{
    public static readonly string[] StepNames = ["opened", "captured", "cancelled", "lapsed", "spent"];
    public static readonly string[] StatusNames = ["open", "merged", "erased"];

    public static LedgerEntry Read(JsonElement json) => WithEffects(ReadHead(json), json);

    public static EntrySource ReadSource(JsonElement json) => new(
        json.Required("partner"),
        json.Optional("storeId"),
        json.Optional("receiptId"),
        json.OptionalDate("businessDate"),
        json.Optional("refundId"),
        json.Optional("reference"),
        json.Optional("counterparty"));

    public static RulePoints ReadRule(JsonElement json) => new(json.Required("id"), json.Points("points"));

    public static T Named<T>(string[] names, string name)
        where T : struct, Enum
    {
        var index = Array.IndexOf(names, name);
        return index < 0 ? throw new FormatException($"'{name}' is unknown.") : (T)Enum.ToObject(typeof(T), index);
    }

    private static LedgerEntry ReadHead(JsonElement json) => new()
    {
        MemberId = json.Required("memberId"),
        Sequence = json.Number("seq"),
        Kind = EntryKinds.TryParse(json.Required("kind"), out var kind) ? kind : throw new FormatException("The kind is unknown."),
        Points = json.Points("points"),
        Balance = json.Points("balance"),
        OccurredAt = json.Instant("occurredAt"),
        RecordedAt = json.Instant("recordedAt"),
        Source = ReadSource(json.GetProperty("source")),
        Reason = json.Optional("reason"),
        Rules = json.List("rules", ReadRule),
        ProgrammeId = json.Required("programId"),
        ProgrammeVersion = json.Required("programVersion"),
        PreviousHash = json.Required("previousHash"),
        Hash = json.Required("hash"),
    };

    private static LedgerEntry WithEffects(LedgerEntry head, JsonElement json) => head with
    {
        Opening = json.Object("opening", ReadOpening),
        Lots = json.List("lots", ReadLot),
        Forgiven = json.Object("forgiven", ReadLot),
        Pending = json.List("pending", ReadPending),
        Reservation = json.Object("reservation", ReadReservation),
        Qualifying = json.List("qualifying", item => new QualifyingChange(item.Date("on"), item.Points("points"))),
        Tier = json.Object("tier", ReadTier),
        Uses = json.List("uses", ReadUse),
        Activity = json.List("activity", ActivityJson.Read),
        Cuts = json.List("cuts", RuleCutJson.Read),
        Purchases = json.NumberOr("purchases", 0),
        Purchase = json.Object("purchase", PurchaseJson.ReadFacts),
        Refund = json.Object("refund", PurchaseJson.ReadRefund),
        Personal = json.Object("personal", PersonalJson.Read),
        Benefit = json.Object("benefit", BenefitUseJson.Read),
        Play = json.List("play", PlayJson.Read),
        Closing = json.Object("closing", ReadClosing),
    };

    public static LotChange ReadLot(JsonElement json) =>
        new(json.Number("lot"), json.Date("earned"), json.Date("expires"), json.Points("points"));

    private static PendingChange ReadPending(JsonElement json) => new(
        json.Number("lot"),
        json.Date("release"),
        json.Date("earned"),
        json.Date("expires"),
        json.Points("points"),
        ReadSource(json.GetProperty("source")))
    {
        Held = ReadHeld(json),
    };

    public static HoldReason? ReadHeld(JsonElement json) => json.Optional("held") is { } held ? Named<HoldReason>(PersonalJson.HoldNames, held) : null;

    private static ReservationChange ReadReservation(JsonElement json) => new(
        json.Required("id"),
        Named<ReservationStep>(StepNames, json.Required("step")),
        json.Points("points"),
        json.Instant("until"),
        json.Optional("rewardId"),
        json.List("parts", ReadLot));

    private static TierChange ReadTier(JsonElement json) =>
        new(json.Required("from"), json.Required("to"), json.Date("since"), json.Date("until"));

    public static RuleUse ReadUse(JsonElement json) =>
        new(json.Required("rule"), json.Required("period"), json.Number("count"), json.Points("points"));

    private static Opening ReadOpening(JsonElement json) =>
        new(json.Instant("at"), json.Required("tier"), json.Date("since"), json.Date("until"));

    private static Closing ReadClosing(JsonElement json) =>
        new(Named<AccountStatus>(StatusNames, json.Required("status")), json.Optional("mergedInto"));
}
