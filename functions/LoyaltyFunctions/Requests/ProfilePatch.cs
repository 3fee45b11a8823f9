using Loyalty.Members;

namespace LoyaltyFunctions.Requests;

/// <summary>A field of a JSON Merge Patch (RFC 7396): not given leaves what is there, given and null removes it.</summary>
public readonly record struct Change<T>(bool Given, T? Value)
{
    public T? Over(T? before) => Given ? Value : before;
}

/// <summary>What to change of a profile and its consents; the default of every field is no change.</summary>
public sealed record ProfilePatch
{
    public Change<string> GivenName { get; init; }
    public Change<string> FamilyName { get; init; }
    public Change<string> Email { get; init; }
    public Change<string> Phone { get; init; }
    public Change<DateOnly?> BirthDate { get; init; }
    public Change<string> Locale { get; init; }
    public Change<string> HomeStoreId { get; init; }
    public Change<bool?> EmailConsent { get; init; }
    public Change<bool?> SmsConsent { get; init; }
    public Change<bool?> PushConsent { get; init; }
    public Change<bool?> ProfilingConsent { get; init; }

    public Profile ApplyTo(Profile profile)
    {
        var consents = profile.Consents ?? new Consents();
        return new Profile(
            GivenName.Over(profile.GivenName),
            FamilyName.Over(profile.FamilyName),
            Email.Over(profile.Email),
            Phone.Over(profile.Phone),
            BirthDate.Over(profile.BirthDate),
            Locale.Over(profile.Locale),
            HomeStoreId.Over(profile.HomeStoreId),
            new Consents(
                EmailConsent.Over(consents.Email),
                SmsConsent.Over(consents.Sms),
                PushConsent.Over(consents.Push),
                ProfilingConsent.Over(consents.Profiling)));
    }
}
