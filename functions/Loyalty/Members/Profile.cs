using Loyalty.Programmes;

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
    Consents? Consents = null)
{
    /// <summary>Channels whose consent the member has confirmed since it was given last.</summary>
    public IReadOnlyList<string>? Confirmed { get; init; }

    /// <summary>Codes of confirmations that have been asked for, by channel.</summary>
    public IReadOnlyDictionary<string, string>? Asked { get; init; }

    /// <summary>The name on leader boards; null for who is on none.</summary>
    public string? Pseudonym { get; init; }

    /// <summary>With what was confirmed or asked before, where consent and address are as they were.</summary>
    public Profile KeepingConfirmations(Profile before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var same = Consented.Where(channel => channel switch
        {
            ContactPolicy.Email => before.Email == Email,
            ContactPolicy.Sms => before.Phone == Phone,
            _ => true,
        }).ToArray();
        var asked = before.Asked?.Where(question => same.Contains(question.Key)).ToDictionary();
        return this with { Confirmed = before.Confirmed is { } confirmed ? [.. confirmed.Intersect(same)] : null, Asked = asked is { Count: > 0 } ? asked : null };
    }

    /// <summary>The channels by which the programme may write to the member.</summary>
    public IReadOnlyList<string> ChannelsUnder(ContactPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. Consented.Where(channel => !policy.Confirm.Contains(channel) || Confirmed?.Contains(channel) == true)];
    }

    /// <summary>Channels whose consent waits for its confirmation.</summary>
    public IReadOnlyList<string> ToConfirmUnder(ContactPolicy policy) => [.. Consented.Except(ChannelsUnder(policy))];

    private IEnumerable<string> Consented => ContactPolicy.Channels.Where(channel => channel switch
    {
        ContactPolicy.Email => Consents?.Email == true,
        ContactPolicy.Sms => Consents?.Sms == true,
        _ => Consents?.Push == true,
    });

    /// <summary>With what it does not know taken from another of the same person.</summary>
    public Profile FilledFrom(Profile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Profile(
            GivenName ?? other.GivenName,
            FamilyName ?? other.FamilyName,
            Email ?? other.Email,
            Phone ?? other.Phone,
            BirthDate ?? other.BirthDate,
            Locale ?? other.Locale,
            HomeStoreId ?? other.HomeStoreId,
            Consents?.FilledFrom(other.Consents) ?? other.Consents)
        {
            Pseudonym = Pseudonym ?? other.Pseudonym,
        }.KeepingConfirmations(this);
    }
}

/// <summary>Yes, no, or never asked (null).</summary>
public sealed record Consents(bool? Email = null, bool? Sms = null, bool? Push = null, bool? Profiling = null)
{
    internal Consents FilledFrom(Consents? other) =>
        new(Email ?? other?.Email, Sms ?? other?.Sms, Push ?? other?.Push, Profiling ?? other?.Profiling);
}

/// <summary>What the conditions of a programme may ask about a member besides the account.</summary>
public sealed record MemberFacts(DateOnly? BirthDate, IReadOnlyList<string> Segments)
{
    /// <summary>Channels that the member has consented to, and confirmed where the programme asks for that.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    public static readonly MemberFacts None = new(null, []);

    public string? HomeStoreId { get; init; }

    public string? Locale { get; init; }

    /// <summary>One of the identities is of those who work here.</summary>
    public bool IsStaff { get; init; }

    /// <summary>One of the identities is a payment card; told only where offers are shown: who pays with one has it.</summary>
    public bool HasLinkedCard { get; init; } = true;

    /// <summary>The member has not refused that what they buy is looked at.</summary>
    public bool MayProfile { get; init; } = true;

    public static MemberFacts Of(Profile? profile) => profile is null ? None : new MemberFacts(profile.BirthDate, [])
    {
        HomeStoreId = profile.HomeStoreId,
        Locale = profile.Locale,
        MayProfile = profile.Consents?.Profiling != false,
    };
}
