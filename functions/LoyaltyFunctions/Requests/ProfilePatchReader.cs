namespace LoyaltyFunctions.Requests;

/// <summary>Reads a JSON Merge Patch (RFC 7396) of a profile: the body of <c>PATCH /api/members/{id}</c> and the profile part of
/// <c>customer.updated</c>.</summary>
public static class ProfilePatchReader
{
    /// <summary>Null exactly when a fault was noted.</summary>
    public static ProfilePatch? Read(Fields data, DateTimeOffset occurredAt)
    {
        var before = data.Faults.Count;
        var patch = new ProfilePatch
        {
            GivenName = Changed(data, "givenName", data.Optional("givenName", FieldValues.TextLength)),
            FamilyName = Changed(data, "familyName", data.Optional("familyName", FieldValues.TextLength)),
            Email = Changed(data, "email", ProfileFields.Contact(data, "email")),
            Phone = Changed(data, "phone", ProfileFields.Contact(data, "phone")),
            BirthDate = Changed(data, "birthDate", ProfileFields.BirthDate(data, occurredAt)),
            Locale = Changed(data, "locale", ProfileFields.Locale(data)),
            Pseudonym = Changed(data, "pseudonym", ProfileFields.Pseudonym(data)),
            HomeStoreId = Changed(data, "homeStoreId", data.Optional("homeStoreId")),
        };
        patch = WithConsents(data, patch);
        return data.Faults.Count > before ? null : patch;
    }

    private static ProfilePatch WithConsents(Fields data, ProfilePatch patch)
    {
        // Null for the whole object removes every consent, and so to RFC 7396 does null for one of them.
        var removed = new Change<bool?>(data.IsNull("consents"), null);
        var consents = data.Nested("consents");
        Change<bool?> Consent(string name) => consents is { } given ? Changed(given, name, given.Flag(name)) : removed;
        return patch with
        {
            EmailConsent = Consent("email"),
            SmsConsent = Consent("sms"),
            PushConsent = Consent("push"),
            ProfilingConsent = Consent("profiling"),
        };
    }

    private static Change<T> Changed<T>(Fields data, string name, T? value) => new(data.Has(name) || data.IsNull(name), value);
}
