using System.Text.Json;
using Loyalty.Journeys;
using Loyalty.Safety;

namespace Loyalty.Entries;

/// <summary>The <c>personal</c> effect of an entry.</summary>
internal static class PersonalJson
{
    /// <summary>In the order of <see cref="HoldReason"/>.</summary>
    public static readonly string[] HoldNames = ["cooling-down", "velocity", "purchases", "visits", "many-cards", "own-card", "staff", "ring", "referral"];

    private static readonly string[] StaffNames = ["found", "trusted"];

    private static readonly string[] ReferralNames = ["refused", "trusted"];

    private static readonly string[] ContactNames = ["changed", "trusted"];

    public static readonly string[] KindNames = ["offer", "reward", "benefit"];

    public static void Write(Utf8JsonWriter writer, PersonalEffect effect)
    {
        writer.Optional("journey", effect.Journey);
        writer.Optional("cause", effect.Cause);
        writer.Optional("taken", effect.Taken);
        writer.Array("gifts", effect.Gifts, JourneyGiftJson.Write);
        writer.Optional("skipped", effect.Skipped);
        writer.Array("grants", effect.Grants, WriteGrant);
        writer.Object("message", effect.Message, WriteMessage);
        writer.Optional("contact", effect.Contact is { } contact ? ContactNames[(int)contact] : null);
        writer.Optional("staff", effect.Staff is { } staff ? StaffNames[(int)staff] : null);
        writer.Optional("ring", effect.Ring is { } ring ? StaffNames[(int)ring] : null);
        writer.Optional("withheld", effect.Withheld is { } held ? HoldNames[(int)held] : null);
        if (effect.Settled is { } settled)
            writer.WriteNumber("settled", settled);
        writer.Optional("referral", effect.Referral is { } referral ? ReferralNames[(int)referral] : null);
        if (effect.OnBoards is { } onBoards)
            writer.WriteBoolean("boards", onBoards);
        writer.Optional("lastPurchase", effect.LastPurchase?.Text());
    }

    public static PersonalEffect Read(JsonElement json) => new()
    {
        Journey = json.Optional("journey"),
        Cause = json.Optional("cause"),
        Taken = json.Optional("taken"),
        Gifts = json.List("gifts", JourneyGiftJson.Read),
        Skipped = json.Optional("skipped"),
        Grants = json.List("grants", ReadGrant),
        Message = json.Object("message", ReadMessage),
        Contact = json.Optional("contact") is { } contact ? EntryReader.Named<ContactStep>(ContactNames, contact) : null,
        Staff = json.Optional("staff") is { } staff ? EntryReader.Named<StaffStep>(StaffNames, staff) : null,
        Ring = json.Optional("ring") is { } ring ? EntryReader.Named<RingStep>(StaffNames, ring) : null,
        Withheld = json.Optional("withheld") is { } held ? EntryReader.Named<HoldReason>(HoldNames, held) : null,
        Settled = json.TryGetProperty("settled", out var settled) ? settled.GetInt64() : null,
        Referral = json.Optional("referral") is { } referral ? EntryReader.Named<ReferralStep>(ReferralNames, referral) : null,
        OnBoards = json.TryGetProperty("boards", out var boards) ? boards.GetBoolean() : null,
        LastPurchase = json.Optional("lastPurchase") is { } at ? Wire.ParseInstant(at) : null,
    };

    public static void WriteGrant(Utf8JsonWriter writer, GrantChange grant)
    {
        writer.WriteStartObject();
        writer.WriteString("id", grant.Id);
        writer.WriteString("kind", KindNames[(int)grant.Kind]);
        writer.WriteString("item", grant.Item);
        writer.WriteString("until", grant.Until.Text());
        writer.WriteNumber("uses", grant.Uses);
        writer.WriteEndObject();
    }

    public static GrantChange ReadGrant(JsonElement json) => new(
        json.Required("id"),
        EntryReader.Named<GrantKind>(KindNames, json.Required("kind")),
        json.Required("item"),
        json.Date("until"),
        json.Number("uses"));

    private static void WriteMessage(Utf8JsonWriter writer, MessageRequest message)
    {
        writer.WriteString("template", message.Template);
        writer.WriteString("channel", message.Channel);
        writer.Optional("code", message.Code);
        writer.Optional("on", message.On?.Text());
        if (message.Points is { } points)
            writer.WriteNumber("points", points.Value);
    }

    private static MessageRequest ReadMessage(JsonElement json) => new(json.Required("template"), json.Required("channel"))
    {
        Code = json.Optional("code"),
        On = json.OptionalDate("on"),
        Points = json.TryGetProperty("points", out var points) ? new Points(points.GetInt64()) : null,
    };
}
