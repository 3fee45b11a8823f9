using Loyalty.Members;
using LoyaltyFunctions.Storage;

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
    public Change<string> Pseudonym { get; init; }
    public Change<bool?> EmailConsent { get; init; }
    public Change<bool?> SmsConsent { get; init; }
    public Change<bool?> PushConsent { get; init; }
    public Change<bool?> ProfilingConsent { get; init; }

    /// <summary>For systems that leave out what they do not know: only a value is a change.</summary>
    public static ProfilePatch OfKnown(Profile profile) => new()
    {
        GivenName = new(profile.GivenName is not null, profile.GivenName),
        FamilyName = new(profile.FamilyName is not null, profile.FamilyName),
        Email = new(profile.Email is not null, profile.Email),
        Phone = new(profile.Phone is not null, profile.Phone),
        BirthDate = new(profile.BirthDate is not null, profile.BirthDate),
        Locale = new(profile.Locale is not null, profile.Locale),
        HomeStoreId = new(profile.HomeStoreId is not null, profile.HomeStoreId),
        EmailConsent = new(profile.Consents?.Email is not null, profile.Consents?.Email),
        SmsConsent = new(profile.Consents?.Sms is not null, profile.Consents?.Sms),
        PushConsent = new(profile.Consents?.Push is not null, profile.Consents?.Push),
        ProfilingConsent = new(profile.Consents?.Profiling is not null, profile.Consents?.Profiling),
    };

    /// <summary>
    /// Changes what was told no later than this: of two changes to one field the one that is dated later stays, in whatever order they come.
    /// </summary>
    public MemberProfile ApplyTo(MemberProfile before, ConsentSource source)
    {
        var newer = NewerThan(before.Told ?? new Dictionary<string, DateTimeOffset>(), source.At);
        return before.With(newer.ApplyTo(before.Profile)).ToldOf(newer.Given, source);
    }

    private IReadOnlyList<string> Given =>
    [
        .. new (string Name, bool Given)[]
        {
            (nameof(GivenName), GivenName.Given),
            (nameof(FamilyName), FamilyName.Given),
            (nameof(Email), Email.Given),
            (nameof(Phone), Phone.Given),
            (nameof(BirthDate), BirthDate.Given),
            (nameof(Locale), Locale.Given),
            (nameof(HomeStoreId), HomeStoreId.Given),
            (nameof(Pseudonym), Pseudonym.Given),
            (nameof(EmailConsent), EmailConsent.Given),
            (nameof(SmsConsent), SmsConsent.Given),
            (nameof(PushConsent), PushConsent.Given),
            (nameof(ProfilingConsent), ProfilingConsent.Given),
        }.Where(change => change.Given).Select(change => change.Name),
    ];

    private ProfilePatch NewerThan(IReadOnlyDictionary<string, DateTimeOffset> told, DateTimeOffset at)
    {
        return new ProfilePatch
        {
            GivenName = Newer(GivenName, nameof(GivenName)),
            FamilyName = Newer(FamilyName, nameof(FamilyName)),
            Email = Newer(Email, nameof(Email)),
            Phone = Newer(Phone, nameof(Phone)),
            BirthDate = Newer(BirthDate, nameof(BirthDate)),
            Locale = Newer(Locale, nameof(Locale)),
            HomeStoreId = Newer(HomeStoreId, nameof(HomeStoreId)),
            Pseudonym = Newer(Pseudonym, nameof(Pseudonym)),
            EmailConsent = Newer(EmailConsent, nameof(EmailConsent)),
            SmsConsent = Newer(SmsConsent, nameof(SmsConsent)),
            PushConsent = Newer(PushConsent, nameof(PushConsent)),
            ProfilingConsent = Newer(ProfilingConsent, nameof(ProfilingConsent)),
        };

        Change<T> Newer<T>(Change<T> change, string name) => told.TryGetValue(name, out var last) && at < last ? default : change;
    }

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
                ProfilingConsent.Over(consents.Profiling)))
        {
            Pseudonym = Pseudonym.Over(profile.Pseudonym),
        }.KeepingConfirmations(profile);
    }
}
