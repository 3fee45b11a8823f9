using System.Security.Cryptography;
using System.Text;
using Loyalty.Accounts;
using Loyalty.Journeys;
using Loyalty.Safety;

namespace Loyalty.Entries;

/// <summary>What an entry did for this member alone: a journey that came about, what was granted or used, whom to write to.</summary>
public sealed record PersonalEffect
{
    public static readonly PersonalEffect None = new();

    /// <summary>Id of the journey that the entry stands for.</summary>
    public string? Journey { get; init; }

    /// <summary>What set the journey off, where a refund may take back what it gave.</summary>
    public string? Cause { get; init; }

    /// <summary>Id of a journey whose gift is taken back: what of it was not used.</summary>
    public string? Taken { get; init; }

    /// <summary>On a merge: what journeys gave the account that went.</summary>
    public IReadOnlyList<JourneyGift> Gifts { get; init; } = [];

    /// <summary>Why nothing, or no message, came of it.</summary>
    public string? Skipped { get; init; }

    public IReadOnlyList<GrantChange> Grants { get; init; } = [];

    public MessageRequest? Message { get; init; }

    /// <summary>What became of the addresses that the member is known by.</summary>
    public ContactStep? Contact { get; init; }

    /// <summary>The member was found to work here, or somebody lifted what follows from it.</summary>
    public StaffStep? Staff { get; init; }

    /// <summary>The member was found in a ring, or somebody lifted what follows from it.</summary>
    public RingStep? Ring { get; init; }

    /// <summary>Why the points of this purchase wait for somebody, and all that follows from it.</summary>
    public HoldReason? Withheld { get; init; }

    /// <summary>The entry of a purchase that waits no more: it was let go on, or nothing is left of it.</summary>
    public long? Settled { get; init; }

    /// <summary>The referral that brought the member in gives nobody a bonus, or somebody lifted that.</summary>
    public ReferralStep? Referral { get; init; }

    /// <summary>Whether the member is on leader boards from now on; null: as before.</summary>
    public bool? OnBoards { get; init; }

    /// <summary>On a merge: the last purchase of the account that went.</summary>
    public DateTimeOffset? LastPurchase { get; init; }
}

/// <summary>E-mail or phone changed, or an operator trusts the change.</summary>
public enum ContactStep { Changed, Trusted }

/// <summary>Earned as staff, or was let earn as everybody.</summary>
public enum StaffStep { Found, Trusted }

/// <summary>Shares too much with others, or was looked at and let go.</summary>
public enum RingStep { Found, Trusted }

/// <summary>A referral that was refused, or was looked at and holds.</summary>
public enum ReferralStep { Refused, Trusted }

public enum GrantKind { Offer, Reward, Benefit }

/// <summary>Granted (positive uses) or used (negative).</summary>
/// <param name="Id">Follows from the entry that granted it; nobody who has not seen it can guess it.</param>
/// <param name="Until">The last local day.</param>
public sealed record GrantChange(string Id, GrantKind Kind, string Item, DateOnly Until, long Uses)
{
    private const int IdLength = 20;

    internal static string IdOf(Account account, GrantKind kind, string item) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"grant\n{account.MemberId}\n{account.HeadHash}\n{kind}\n{item}")))[..IdLength];
}

/// <summary>What marketing automation is asked to send.</summary>
public sealed record MessageRequest(string Template, string Channel)
{
    /// <summary>What the member answers to confirm a consent.</summary>
    public string? Code { get; init; }

    /// <summary>The day that it is about: until when points can be used.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The points that it is about.</summary>
    public Points? Points { get; init; }
}
