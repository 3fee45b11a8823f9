using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Storage;

/// <summary>One of the four consents: what callers call it, and the field of a profile whose time is kept.</summary>
public sealed record ConsentField(string Name, string Field, Func<Consents, bool?> Read, Func<Consents, bool?, Consents> Write)
{
    public static readonly IReadOnlyList<ConsentField> All =
    [
        new("email", nameof(ProfilePatch.EmailConsent), consents => consents.Email, (consents, value) => consents with { Email = value }),
        new("sms", nameof(ProfilePatch.SmsConsent), consents => consents.Sms, (consents, value) => consents with { Sms = value }),
        new("push", nameof(ProfilePatch.PushConsent), consents => consents.Push, (consents, value) => consents with { Push = value }),
        new("profiling", nameof(ProfilePatch.ProfilingConsent), consents => consents.Profiling, (consents, value) => consents with { Profiling = value }),
    ];

    public bool? Of(Consents? consents) => consents is null ? null : Read(consents);

    public Consents Put(Consents? consents, bool? value) => Write(consents ?? new Consents(), value);
}
