namespace Loyalty.Members;

/// <summary>What a member told about themself. All of it goes at erasure; the ledger holds none of it.</summary>
public sealed record Profile(
    string? GivenName = null,
    string? FamilyName = null,
    string? Email = null,
    string? Phone = null,
    DateOnly? BirthDate = null,
    string? Locale = null,
    string? HomeStoreId = null,
    Consents? Consents = null);

/// <summary>Yes, no, or never asked (null).</summary>
public sealed record Consents(bool? Email = null, bool? Sms = null, bool? Push = null, bool? Profiling = null);

/// <summary>What the conditions of a programme may ask about a member besides the account.</summary>
public sealed record MemberFacts(DateOnly? BirthDate, IReadOnlyList<string> Segments)
{
    public static readonly MemberFacts None = new(null, []);
}
