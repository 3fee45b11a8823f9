using Loyalty.Members;

namespace Loyalty.Programmes;

/// <summary>What holds redemptions, purchases and visits back until somebody has looked at it, or time has passed.</summary>
/// <param name="Redemptions">How many a member may ask for in a period; null: any number.</param>
/// <param name="CoolDown">How long after e-mail or phone changed nothing can be redeemed; null: at once.</param>
public sealed record SafetyPolicy(RuleLimit? Redemptions, Period? CoolDown)
{
    public static readonly SafetyPolicy None = new(null, null);

    /// <summary>Under which redemptions are counted; no rule can be called so.</summary>
    public const string RedemptionKey = "safety:redemptions";

    /// <summary>How fast purchases and visits of a member may follow each other.</summary>
    public IReadOnlyList<VelocityRule> Velocity { get; init; } = [];

    /// <summary>How many members' cards one till may see within a short time; null: any number.</summary>
    public TillRule? Till { get; init; }

    /// <summary>Who works here, and what they earn; null: as everybody.</summary>
    public StaffPolicy? Staff { get; init; }

    /// <summary>A sale that the cashier rings up for themself waits for somebody to look at it.</summary>
    public bool HoldsOwnCard { get; init; }

    /// <summary>Who share too much with others; null: nobody is looked for.</summary>
    public RingRule? Rings { get; init; }
}

/// <summary>What members can have in common besides their own identities.</summary>
public enum TraceKind { Mailbox, Device, Payment }

/// <summary>More members than these with one trace are a ring; with <c>Referrals</c> also those whose referrals lead back to themselves.</summary>
public sealed record RingRule(long Members, IReadOnlyList<TraceKind> By, bool Referrals);

public enum VelocityScope { Member, Store, Register }

/// <summary>So many purchases or visits of one member in a period of the local calendar: anywhere, in one store, or at one till.</summary>
/// <param name="Per">Null: an hour.</param>
public sealed record VelocityRule(string Id, string On, VelocityScope By, long Count, LimitPeriod? Per)
{
    /// <summary>Under which they are counted; no rule can be called so.</summary>
    public string Key { get; } = KeyPrefix + Id;

    public const string KeyPrefix = "velocity:";
}

/// <summary>More members than <c>Cards</c> at one till within the time.</summary>
public sealed record TillRule(long Cards, TimeSpan Within);

/// <summary>Members who work here: by an identity, or by a segment. <c>Earn</c>: the part of what others earn; 0: nothing.</summary>
public sealed record StaffPolicy(IReadOnlyList<StaffIdentities> Identities, IReadOnlyList<string> Segments, Rational Earn)
{
    public bool Includes(IEnumerable<Identity> identities) => identities.Any(identity => Identities.Any(staff => staff.Includes(identity)));
}

/// <summary>All identities of a type, or those of the same length from one to another.</summary>
public sealed record StaffIdentities(string Type, string? From, string? Until)
{
    public bool Includes(Identity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return identity.Type == Type && (From is null || IsWithin(identity.Value));
    }

    private bool IsWithin(string value) => value.Length == From!.Length
        && string.CompareOrdinal(value, From) >= 0
        && string.CompareOrdinal(value, Until) <= 0;
}
