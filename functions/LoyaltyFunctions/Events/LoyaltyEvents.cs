using System.Globalization;
using System.Text.Json;
using Azure.Messaging;
using Loyalty.Entries;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Events;

/// <summary>
/// The hub's events as CloudEvents 1.0. Each entry is told by exactly one event, a tier change and what the member alone was granted by more;
/// ids follow from member and sequence, so that publishing again is recognised.
/// </summary>
public sealed class LoyaltyEvents(string programmeId)
{
    public const string MemberEnrolled = "loyalty.member.enrolled";
    public const string MemberUpdated = "loyalty.member.updated";
    public const string TierChanged = "loyalty.tier.changed";
    public const string OfferIssued = "loyalty.offer.issued";
    public const string OfferRedeemed = "loyalty.offer.redeemed";
    public const string OfferWithdrawn = "loyalty.offer.withdrawn";
    public const string MessageRequested = "loyalty.message.requested";
    public const string GoalReached = "loyalty.goal.reached";
    public const string BenefitUsed = "loyalty.benefit.used";
    public const string BenefitReturned = "loyalty.benefit.returned";
    public const string CodeReused = "loyalty.code.reused";
    public const string CodeMisplaced = "loyalty.code.misplaced";
    public const string PointsExpiring = "loyalty.points.expiring";
    public const string RunCompleted = "loyalty.run.completed";

    private readonly string _source = "/loyalty/" + programmeId;

    /// <summary>Every type that <see cref="Of(LedgerEntry)"/> and the announcements use.</summary>
    public static IEnumerable<string> Types =>
        Enum.GetValues<EntryKind>().Select(kind => TypeOf(kind, pending: false))
            .Concat([TypeOf(EntryKind.Earn, pending: true), MemberEnrolled, MemberUpdated, TierChanged, OfferIssued, OfferRedeemed, OfferWithdrawn, MessageRequested, GoalReached, BenefitUsed, BenefitReturned, CodeReused, CodeMisplaced, PointsExpiring, RunCompleted]).Distinct().Order();

    public IEnumerable<CloudEvent> Of(LedgerEntry entry)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{entry.MemberId}-{entry.Sequence}");
        var pending = entry.Points == Loyalty.Points.Zero && entry.PendingPoints > Loyalty.Points.Zero;
        var data = EntryView.Of(entry);
        yield return Event(id, TypeOf(entry.Kind, pending), entry.MemberId, entry.Sequence, entry.RecordedAt, BinaryData.FromBytes(
            JsonSerializer.SerializeToUtf8Bytes(data, ApiJson.Default.EntryView)));
        if (entry.Tier is { } tier)
        {
            var change = new TierChangedData(tier.From, tier.To, tier.Since, tier.Until);
            yield return Event(id + "-tier", TierChanged, entry.MemberId, entry.Sequence, entry.RecordedAt, BinaryData.FromBytes(
                JsonSerializer.SerializeToUtf8Bytes(change, ApiJson.Default.TierChangedData)));
        }

        foreach (var (suffix, type, personal) in PersonalEvents.Of(entry).Concat(PersonalEvents.GoalsOf(entry)).Concat(PersonalEvents.BenefitsOf(entry)))
        {
            yield return Event(id + suffix, type, entry.MemberId, entry.Sequence, entry.RecordedAt, BinaryData.FromBytes(personal));
        }
    }

    /// <summary>An event about the member rather than about points; it carries no personal data.</summary>
    public CloudEvent Announcement(string type, string memberId, OperationRecord done, string operation) =>
        Event($"{memberId}-{operation}", type, memberId, done.LastSequence, done.At, type is PointsExpiring or CodeReused or CodeMisplaced
            ? BinaryData.FromBytes(done.Answer.Body)
            : BinaryData.FromString("{}"));

    /// <summary>A scheduled run has come to its end; about no member.</summary>
    public CloudEvent Completed(string runId, DateTimeOffset at, byte[] view) =>
        new(_source, RunCompleted, BinaryData.FromBytes(view), "application/json", CloudEventDataFormat.Json) { Id = runId + "-completed", Subject = runId, Time = at };

    private CloudEvent Event(string id, string type, string memberId, long sequence, DateTimeOffset at, BinaryData data) =>
        new(_source, type, data, "application/json", CloudEventDataFormat.Json)
        {
            Id = id,
            Subject = memberId,
            Time = at,
            ExtensionAttributes = { ["sequence"] = sequence.ToString(CultureInfo.InvariantCulture) },
        };

    private static string TypeOf(EntryKind kind, bool pending) => kind switch
    {
        EntryKind.Earn or EntryKind.Bonus => pending ? "loyalty.points.pending" : "loyalty.points.earned",
        EntryKind.Release => "loyalty.points.released",
        EntryKind.Reserve => "loyalty.points.reserved",
        EntryKind.Redeem => "loyalty.points.redeemed",
        EntryKind.Cancel or EntryKind.Lapse => "loyalty.points.cancelled",
        EntryKind.Reverse => "loyalty.points.reversed",
        EntryKind.Expire => "loyalty.points.expired",
        EntryKind.Adjust => "loyalty.points.adjusted",
        EntryKind.TransferIn or EntryKind.TransferOut => "loyalty.points.transferred",
        EntryKind.Merge => "loyalty.member.merged",
        EntryKind.Erase => "loyalty.member.erased",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no event"),
    };
}
