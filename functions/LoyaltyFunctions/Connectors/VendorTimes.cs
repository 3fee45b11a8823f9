using System.Globalization;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors;

/// <summary>Instants of systems that document their times as UTC and leave the offset out.</summary>
internal static class VendorTimes
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];

    public static DateTimeOffset? Required(Fields fields, string name)
    {
        if (Read(fields, name) is { } instant) return instant;
        fields.Fault(name, fields.Has(name) ? "must be an ISO 8601 instant" : "is missing");
        return null;
    }

    /// <summary>The instant, with its offset or taken as UTC without one; null when it is none: never a fault.</summary>
    public static DateTimeOffset? Read(Fields fields, string name) => Parse(VendorFields.Usable(fields, name, 40));

    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null) return null;
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var bare)) return bare;
        return text.Length >= 17 && (text[^1] == 'Z' || (text[^3] == ':' && text[^6] is '+' or '-'))
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;
    }
}
