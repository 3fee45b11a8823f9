using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.UseCases;

namespace Loyalty.Offers;

/// <summary>Whether a member can have a reward now: the first reason that holds, in this order.</summary>
public enum RewardReason { Over, NotYet, OtherTier, OtherStore, PointsMissing, Open }

/// <summary>
/// A reward as one member sees it now; how many are left is not known here. Where the member is not known to be in a store, one that is open in
/// some is open.
/// </summary>
public sealed record RewardOffer(Reward Reward, RewardReason Reason, Points Missing)
{
    /// <summary>By which the member has it for no points.</summary>
    public GrantChange? Grant { get; init; }

    public bool IsOpen => Reason == RewardReason.Open;

    public static IReadOnlyList<RewardOffer> AllFor(Account account, Programme programme, DateTimeOffset now, string? storeId = null)
    {
        var current = CatchUp.Preview(account, programme, now);
        var tier = programme.Tiers.Level(current.Tier.Id).Id;
        return
        [
            .. from reward in programme.Rewards
               let grant = current.Personal.Find(GrantKind.Reward, reward.Id, programme.LocalDate(now))
               let missing = grant is null ? Points.Max(reward.Points - current.Available, Points.Zero) : Points.Zero
               let standing = Standing(reward, programme, now)
               let reason = grant is null && standing is not null ? standing.Value
                   : grant is null && !reward.IsOpenTo(tier) ? RewardReason.OtherTier
                   : storeId is not null && !reward.IsIn(storeId) ? RewardReason.OtherStore
                   : missing > Points.Zero ? RewardReason.PointsMissing
                   : RewardReason.Open
               select new RewardOffer(reward, reason, missing) { Grant = grant },
        ];
    }

    /// <summary>Why nobody can have it for points at that instant; null where its time is now.</summary>
    internal static RewardReason? Standing(Reward reward, Programme programme, DateTimeOffset now)
    {
        var today = programme.LocalDate(now);
        return reward.Until?.IsPassedBy(now, today) == true ? RewardReason.Over
            : reward.From?.IsReachedBy(now, today) == false ? RewardReason.NotYet
            : null;
    }
}
