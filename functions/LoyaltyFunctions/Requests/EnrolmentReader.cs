using Loyalty.Members;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the body of <c>POST /api/members</c> and the data of <c>member.enrolled</c>.</summary>
public static class EnrolmentReader
{
    private const int MaxIdentities = 20;

    /// <summary>Null exactly when a fault was noted.</summary>
    public static Enrolment? Read(Fields data, DateTimeOffset occurredAt)
    {
        var before = data.Faults.Count;
        var named = data.List("identities", MaxIdentities).Select(IdentityReader.Read).OfType<Identity>().ToList();
        var profile = ReadProfile(data, occurredAt);
        var referrer = ReadReferrer(data);
        var enrolment = Of(named, profile, referrer);
        if (data.Faults.Count == before && enrolment is null) data.Fault("identities", "is missing, and so are email and phone");
        return data.Faults.Count > before ? null : enrolment;
    }

    /// <summary>Adds the profile's e-mail and phone to the identities; null when nothing identifies the member.</summary>
    public static Enrolment? Of(IEnumerable<Identity> named, Profile profile, Referrer? referrer)
    {
        var identities = named.ToList();
        if (Identity.TryCreate("email", profile.Email, out var email, out _)) identities.Add(email);
        if (Identity.TryCreate("phone", profile.Phone, out var phone, out _)) identities.Add(phone);
        return identities.Count == 0 ? null : new Enrolment([.. identities.Distinct()], profile, referrer);
    }

    private static Profile ReadProfile(Fields data, DateTimeOffset occurredAt) => new(
        data.Optional("givenName", FieldValues.TextLength),
        data.Optional("familyName", FieldValues.TextLength),
        ProfileFields.Contact(data, "email"),
        ProfileFields.Contact(data, "phone"),
        ProfileFields.BirthDate(data, occurredAt),
        ProfileFields.Locale(data),
        data.Optional("homeStoreId"),
        data.Nested("consents") is { } consents
            ? new Consents(consents.Flag("email"), consents.Flag("sms"), consents.Flag("push"), consents.Flag("profiling"))
            : new Consents());

    // A till knows the referrer's card, the hub's own app the member id.
    private static Referrer? ReadReferrer(Fields data)
    {
        if (!data.TryGet("referredBy", out var value)) return null;
        if (value.ValueKind == System.Text.Json.JsonValueKind.Object)
            return IdentityReader.Read(data, "referredBy") is { } identity ? new Referrer(null, identity) : null;
        return data.Optional("referredBy") is { } id ? new Referrer(id, null) : null;
    }
}
