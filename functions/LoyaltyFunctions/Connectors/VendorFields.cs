using System.Globalization;
using System.Text.Json;
using Loyalty;
using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors;

/// <summary>Values as other companies write them. What a sale needs must be right; what a customer record merely carries is left out when
/// it is not usable,
/// since the sender cannot correct it and a refusal would lose the customer.</summary>
internal static class VendorFields
{
    private const int MaxIdDigits = 20;

    /// <summary>An id that may be a 64-bit integer: read as text, since a double would round it.</summary>
    public static string? Id(Fields fields, string name)
    {
        if (!fields.TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String) return fields.Optional(name, FieldValues.TextLength);
        if (value.ValueKind == JsonValueKind.Number && value.GetRawText() is { Length: <= MaxIdDigits } digits
            && digits.All(char.IsAsciiDigit))
            return digits;
        fields.Fault(name, "must be an id: a string or a whole number");
        return null;
    }

    public static string? RequiredId(Fields fields, string name)
    {
        if (!fields.Has(name)) fields.Fault(name, "is missing");
        return Id(fields, name);
    }

    /// <summary>The identity that a system's own id of a customer makes; null where it is missing or makes none.</summary>
    public static Identity? Member(string type, string? id) => Identity.TryCreate(type, id, out var identity, out _) ? identity : null;

    /// <summary>The identity of an e-mail address; null where it is none.</summary>
    public static Identity? ByEmail(string? email) => Member("email", email);

    /// <summary>Seconds since 1970, as a whole number.</summary>
    public static DateTimeOffset? UnixSeconds(Fields fields, string name)
    {
        if (fields.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number
            && Signatures.TryUnixSeconds(value.GetRawText(), out var instant)) return instant;
        fields.Fault(name, "must be whole seconds since 1970");
        return null;
    }

    /// <summary>Milliseconds since 1970, as a whole number.</summary>
    public static DateTimeOffset? UnixMilliseconds(Fields fields, string name)
    {
        if (fields.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number
            && Signatures.TryUnixMilliseconds(value.GetRawText(), out var instant)) return instant;
        fields.Fault(name, "must be whole milliseconds since 1970");
        return null;
    }

    /// <summary>The object under a name, where it is one: never a fault.</summary>
    public static Fields? Known(Fields fields, string name) =>
        fields.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Object ? fields.Nested(name) : null;

    /// <summary>A 64-bit whole number, or null: never a fault.</summary>
    public static long? Whole(Fields fields, string name) =>
        fields.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) ? whole : null;

    /// <summary>Major units as a decimal string or as a JSON number, whose text is read and never its binary value.</summary>
    public static Money? Amount(Fields fields, string name, Currency? currency)
    {
        if (fields.TryGet(name, out var value)) return fields.Amount(name, Text(value), currency);
        fields.Fault(name, "is missing");
        return null;
    }

    /// <summary>A whole number of at most a million.</summary>
    public static int? Count(Fields fields, string name)
    {
        if (fields.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var count) && count is >= 0 and <= 1_000_000) return count;
        fields.Fault(name, "must be a whole number from 0 to 1000000");
        return null;
    }

    /// <summary>Text that may be kept, or null: never a fault.</summary>
    public static string? Usable(Fields fields, string name, int max = FieldValues.TextLength) =>
        fields.TryGet(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
        && text.Length <= max && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) ? text.Trim() : null;

    /// <summary>An e-mail address that also makes an identity, or null: never a fault.</summary>
    public static string? UsableEmail(Fields fields, string name) =>
        Usable(fields, name) is { } text && Identity.TryCreate("email", text, out _, out _) ? text : null;

    /// <summary>A phone number that also makes an identity, or null. Without its country it would be somebody else's number
    /// elsewhere.</summary>
    public static string? UsablePhone(Fields fields, string name) =>
        Usable(fields, name) is { } text && text[0] == '+' && Identity.TryCreate("phone", text, out _, out _) ? text : null;

    /// <summary>A date of birth, or null when it is none; Square writes year 0000 where only the day is known.</summary>
    public static DateOnly? UsableBirthDate(Fields fields, string name, DateTimeOffset toldAt) =>
        Usable(fields, name) is { } text
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && ProfileFields.IsPlausibleBirth(date, toldAt) ? date : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
