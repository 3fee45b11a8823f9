using LoyaltyFunctions.Handlers.Accounts;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>Who brought a new member in, looked up before the enrolment: only somebody else who is a member counts.</summary>
public sealed class Referrers(IdentityClaims identities, Successors members)
{
    private const int MaxLength = 64;

    /// <summary>The referrer's id; with a problem where one is named that cannot be.</summary>
    public async Task<(string? MemberId, string? Problem)> FindAsync(NewMember member, CancellationToken cancellation)
    {
        if (member.Enrolment.ReferredBy is not { } referrer)
        {
            return (null, null);
        }

        if (referrer.MemberId == member.MemberId || (referrer.Identity is { } own && member.Enrolment.Identities.Contains(own)))
        {
            return (null, "is the new member");
        }

        var id = referrer.Identity is { } identity ? await identities.FindAsync(identity, cancellation) : referrer.MemberId;
        return id is not null && IsId(id) && await members.FindAsync(id, cancellation) is { } found
            ? (found.Account.MemberId, null)
            : (null, "is nobody's");
    }

    // A caller's text becomes part of a key only if it could be an id of ours.
    private static bool IsId(string text) => text.Length <= MaxLength && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c));
}
