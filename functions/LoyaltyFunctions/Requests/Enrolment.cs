using Loyalty.Members;

namespace LoyaltyFunctions.Requests;

/// <summary>A member to be. There is at least one identity: the profile's e-mail and phone are among them, and none comes twice.</summary>
public sealed record Enrolment(IReadOnlyList<Identity> Identities, Profile Profile, Referrer? ReferredBy);

/// <summary>The member who brought this one in: named by member id or by identity, one of the two.</summary>
public sealed record Referrer(string? MemberId, Identity? Identity);
