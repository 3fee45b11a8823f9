using System.Text.RegularExpressions;
using Loyalty.Members;

namespace LoyaltyFunctions.Requests;

/// <summary>The fields of a profile, which enrolments and patches share. E-mail and phone must be good identities, and stay as they were
/// written.</summary>
internal static partial class ProfileFields
{
    private static readonly DateOnly EarliestBirth = new(1900, 1, 1);

    public static string? Contact(Fields data, string name)
    {
        if (data.Optional(name, FieldValues.TextLength) is not { } text) return null;
        if (Identity.TryCreate(name, text, out _, out var problem)) return text.Trim();
        data.Fault(name, problem);
        return null;
    }

    /// <summary>Not before 1900 and not after the day on which it was told, with a day's grace for time zones.</summary>
    public static bool IsPlausibleBirth(DateOnly date, DateTimeOffset toldAt) =>
        date >= EarliestBirth && date.DayNumber <= DateOnly.FromDateTime(toldAt.UtcDateTime).DayNumber + 1;

    public static DateOnly? BirthDate(Fields data, DateTimeOffset toldAt)
    {
        if (data.Date("birthDate") is not { } date) return null;
        if (IsPlausibleBirth(date, toldAt)) return date;
        data.Fault("birthDate", "is before 1900 or in the future");
        return null;
    }

    public static string? Locale(Fields data)
    {
        if (data.Optional("locale") is not { } locale) return null;
        if (LanguageTag().IsMatch(locale)) return locale;
        data.Fault("locale", "is not a BCP 47 language tag such as de-DE");
        return null;
    }

    /// <summary>What is already another's is told when it is to be committed.</summary>
    public static string? Pseudonym(Fields data)
    {
        if (data.Optional("pseudonym") is not { } text) return null;
        if (Loyalty.Members.Pseudonym.TryRead(text, out var name, out var problem)) return name;
        data.Fault("pseudonym", problem);
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
