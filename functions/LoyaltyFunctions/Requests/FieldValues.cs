using System.Globalization;
using System.Text.Json;
using Loyalty;

namespace LoyaltyFunctions.Requests;

/// <summary>The kinds of values that bodies hold, each with its limits. A required value that is missing is a fault; an optional one is
/// null.</summary>
public static class FieldValues
{
    /// <summary>Longest id: receipts, stores, registers, articles, devices.</summary>
    public const int IdLength = 128;

    /// <summary>Longest name or other text.</summary>
    public const int TextLength = 256;

    /// <summary>Largest amount in minor units; a thousand lines of it still add up in 64 bits.</summary>
    public const long MaxMinor = 1_000_000_000_000_000;

    private const int MoneyLength = 32;

    public static string? Required(this Fields fields, string name, int max = IdLength)
    {
        if (fields.Has(name)) return fields.Optional(name, max);
        fields.Fault(name, "is missing");
        return null;
    }

    /// <summary>Text as it was sent, not trimmed: 1 to <paramref name="max"/> characters, not blank, no control characters.</summary>
    public static string? Optional(this Fields fields, string name, int max = IdLength)
    {
        if (!fields.TryGet(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.String) fields.Fault(name, "must be a string");
        else if (value.GetString() is not { } text || string.IsNullOrWhiteSpace(text)) fields.Fault(name, "is empty");
        else if (text.Length > max) fields.Fault(name, $"is longer than {max} characters");
        else if (text.Any(char.IsControl)) fields.Fault(name, "holds a control character");
        else return text;
        return null;
    }

    public static bool? Flag(this Fields fields, string name)
    {
        if (!fields.TryGet(name, out var value)) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        fields.Fault(name, "must be true or false");
        return null;
    }

    /// <summary>A finite JSON number between two bounds.</summary>
    public static double? Number(this Fields fields, string name, double min, double max)
    {
        if (!fields.TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max) return number;
        fields.Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}"));
        return null;
    }

    /// <summary>A JSON integer of 64 bits, such as a number of points.</summary>
    public static long? WholeNumber(this Fields fields, string name)
    {
        if (!fields.TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)) return number;
        fields.Fault(name, "must be a whole number");
        return null;
    }

    public static DateTimeOffset? RequiredInstant(this Fields fields, string name)
    {
        if (!fields.Has(name)) fields.Fault(name, "is missing");
        return fields.Instant(name);
    }

    /// <summary>ISO 8601 with an offset: a local time would be read in the hub's zone, which no till knows.</summary>
    public static DateTimeOffset? Instant(this Fields fields, string name)
    {
        if (!fields.TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && HasOffset(value.GetString()) && value.TryGetDateTimeOffset(out var instant))
            return instant;
        fields.Fault(name, "must be an ISO 8601 instant with an offset, such as 2026-03-01T09:30:00+01:00");
        return null;
    }

    public static DateOnly? Date(this Fields fields, string name)
    {
        if (!fields.TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        fields.Fault(name, "must be a date such as 2026-03-01");
        return null;
    }

    public static Currency? Currency(this Fields fields, string name)
    {
        if (fields.Required(name) is not { } code) return null;
        if (Loyalty.Currency.TryGet(code, out var currency)) return currency;
        fields.Fault(name, "is not an active ISO 4217 currency code");
        return null;
    }

    /// <summary>A decimal string in major units. Null without a fault of its own when the currency is unknown: that is noted
    /// already.</summary>
    public static Money? Amount(this Fields fields, string name, Currency? currency)
    {
        if (!fields.TryGet(name, out var value)) fields.Fault(name, "is missing");
        else if (value.ValueKind != JsonValueKind.String) fields.Fault(name, "must be a decimal string such as \"42.50\"");
        else return fields.Amount(name, value.GetString(), currency);
        return null;
    }

    /// <summary>The amount in a text that was found under this name; the length is looked at before anything is computed.</summary>
    internal static Money? Amount(this Fields fields, string name, string? text, Currency? currency)
    {
        if (text is not { Length: <= MoneyLength }) fields.Fault(name, $"must be a decimal amount of at most {MoneyLength} characters");
        else if (currency is null) return null;
        else if (!Money.TryParse(text, currency, out var money, out var problem)) fields.Fault(name, problem);
        else if (money.Minor is > MaxMinor or < -MaxMinor) fields.Fault(name, "is out of range");
        else return money;
        return null;
    }

    private static bool HasOffset(string? text) =>
        text is { Length: >= 17 } && (text[^1] == 'Z' || (text[^3] == ':' && text[^6] is '+' or '-'));
}
