using System.Text.Json;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Journeys;

/// <summary>
/// What a journey gave because of a purchase, or of a goal that purchases reached: a refund after which it would not have been given takes
/// it back. One of which something was used stays, without the rest, so that it is not given again.
/// </summary>
/// <param name="Cause">The receipt or the goal's period that set the journey off.</param>
/// <param name="Lot">The lot of the points; null where they repaid a debt.</param>
/// <param name="Grants">What was granted, with all its uses.</param>
public sealed record JourneyGift(string Journey, string Cause, DateOnly On, Points Points, LotChange? Lot, IReadOnlyList<GrantUses> Grants)
{
    private const int HashLength = 20;

    internal static string CauseOf(ReceiptKey receipt) => "receipt:" + receipt.Hash[..HashLength];

    internal static string CauseOf(PlayStep reached) => $"{PrefixOf(reached.Goal)}{reached.Period}";

    /// <summary>Given because the goal was reached, in whichever period.</summary>
    internal bool IsFor(Goal goal) => Cause.StartsWith(PrefixOf(goal.Id), StringComparison.Ordinal);

    private static string PrefixOf(string goal) => $"goal:{goal}/";

    internal static bool IsGivenFor(Account account, PlayStep reached) => account.Personal.Gifts.Any(gift => gift.Cause == CauseOf(reached));

    internal bool IsOf(PersonalEffect effect) => effect.Cause == Cause && (effect.Taken ?? effect.Journey) == Journey;
}

/// <summary>A grant and how many uses of it were given.</summary>
public sealed record GrantUses(string Id, long Uses);

/// <summary>A gift in an account and on the entries of a merge.</summary>
internal static class JourneyGiftJson
{
    public static void Write(Utf8JsonWriter writer, JourneyGift gift)
    {
        writer.WriteStartObject();
        writer.WriteString("j", gift.Journey);
        writer.WriteString("c", gift.Cause);
        writer.WriteString("o", gift.On.Text());
        writer.WriteNumber("p", gift.Points.Value);
        if (gift.Lot is { } lot)
        {
            writer.WritePropertyName("l");
            EffectJson.WriteLot(writer, lot);
        }

        writer.Array("g", gift.Grants, WriteUses);
        writer.WriteEndObject();
    }

    public static JourneyGift Read(JsonElement json) => new(
        json.Required("j"),
        json.Required("c"),
        json.Date("o"),
        json.Points("p"),
        json.Object("l", EntryReader.ReadLot),
        json.List("g", grant => new GrantUses(grant[0].GetString()!, grant[1].GetInt64())));

    private static void WriteUses(Utf8JsonWriter writer, GrantUses grant)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(grant.Id);
        writer.WriteNumberValue(grant.Uses);
        writer.WriteEndArray();
    }
}
