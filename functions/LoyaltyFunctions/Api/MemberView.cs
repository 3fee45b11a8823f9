using Loyalty.Members;
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
    public static MemberView Of(string memberId, MemberProfile member, BalanceView balance)
    {
        var profile = member.Profile;
        return new(
            memberId,
            [.. member.Identities.Select(identity => new IdentityView(identity.Type, identity.Value))],
            profile.GivenName,
            profile.FamilyName,
            profile.Email,
            profile.Phone,
            profile.BirthDate,
            profile.Locale,
            profile.HomeStoreId,
            ConsentsView.Of(profile.Consents) with { Confirmed = profile.Confirmed is { Count: > 0 } confirmed ? confirmed : null },
            balance.Tier,
            balance);
    }
}

public sealed record IdentityView(string Type, string Value);

public sealed record ConsentsView(bool? Email, bool? Sms, bool? Push, bool? Profiling)
{
    /// <summary>Channels whose consent the member has confirmed.</summary>
    public IReadOnlyList<string>? Confirmed { get; init; }

    public static ConsentsView Of(Consents? consents) => new(consents?.Email, consents?.Sms, consents?.Push, consents?.Profiling);
}
