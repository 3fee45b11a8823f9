using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>Profile, tier and balance of a member.</summary>
public sealed record MemberView(
    string MemberId,
    IReadOnlyList<IdentityView> Identities,
    string? GivenName,
    string? FamilyName,
    string? Email,
    string? Phone,
    DateOnly? BirthDate,
    string? Locale,
    string? HomeStoreId,
    ConsentsView Consents,
    TierBalanceView Tier,
    BalanceView Balance)
{
    /// <summary>The name on leader boards.</summary>
    public string? Pseudonym { get; init; }

    public static MemberView Of(string memberId, MemberProfile member, BalanceView balance)
    {
        var profile = member.Profile;
        return new(
            memberId,
            [.. member.Identities.Where(identity => identity.Type != Loyalty.Members.Pseudonym.IdentityType).Select(identity => new IdentityView(identity.Type, identity.Value))],
            profile.GivenName,
            profile.FamilyName,
            profile.Email,
            profile.Phone,
            profile.BirthDate,
            profile.Locale,
            profile.HomeStoreId,
            ConsentsView.Of(member),
            balance.Tier,
            balance)
        {
            Pseudonym = profile.Pseudonym,
        };
    }
}

public sealed record IdentityView(string Type, string Value);

public sealed record ConsentsView(bool? Email, bool? Sms, bool? Push, bool? Profiling)
{
    /// <summary>Channels whose consent the member has confirmed.</summary>
    public IReadOnlyList<string>? Confirmed { get; init; }

    /// <summary>Who told each of them last.</summary>
    public IReadOnlyDictionary<string, ConsentSourceView>? Sources { get; init; }

    public static ConsentsView Of(MemberProfile member)
    {
        var profile = member.Profile;
        return new(profile.Consents?.Email, profile.Consents?.Sms, profile.Consents?.Push, profile.Consents?.Profiling)
        {
            Confirmed = profile.Confirmed is { Count: > 0 } confirmed ? confirmed : null,
            Sources = member.ToldBy is { Count: > 0 } told ? told.ToDictionary(known => known.Key, known => ConsentSourceView.Of(known.Value)) : null,
        };
    }
}

/// <summary>The partner and its delivery, or the client of the API, that told a consent.</summary>
public sealed record ConsentSourceView(string Partner, string? DeliveryId, string? ClientId, DateTimeOffset At)
{
    public static ConsentSourceView Of(ConsentSource source) => new(source.Partner, source.DeliveryId, source.ClientId, source.At);
}
