using System.Globalization;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>
/// What connected systems are shown of a member: the address only with the consent to be mailed; the contact as it is there, brought up to
/// the last entry; and the ids of all tiers, so that the others can be taken off.
/// </summary>
internal sealed record MemberCard(Contact Contact, string? Email, string Tier, long Balance, IReadOnlyList<string> Tiers)
{
    public string MemberId => Contact.MemberId;

    public string? ActiveAt => Contact.ActiveAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The four facts as fields of a system that calls them so.</summary>
    public JsonObject Facts(string tier, string balance, string lifetime, string activeAt) => new()
    {
        [tier] = Tier,
        [balance] = Balance,
        [lifetime] = Contact.Lifetime,
        [activeAt] = ActiveAt,
    };
}
