using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Offers;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Either points, worth money by the programme's redemption, or a reward at its price.</summary>
public sealed record RedemptionRequest(Points? Points, string? RewardId)
{
    /// <summary>The grant by which the member has the reward for no points.</summary>
    internal GrantChange? GrantFor(Account account, Programme programme, DateTimeOffset at) =>
        RewardId is { } id ? account.Personal.Find(GrantKind.Reward, id, programme.LocalDate(at)) : null;

    /// <summary>What the redemption takes of a grant; null where it costs points.</summary>
    internal PersonalEffect? Use(Account account, Programme programme, DateTimeOffset at) =>
        GrantFor(account, programme, at) is { } grant ? new PersonalEffect { Grants = [grant with { Uses = -1 }] } : null;

    internal enum Problem { None, AmountNotPositive, RewardUnavailable, BelowMinimum, InsufficientPoints }

    public static RedemptionRequest Of(Points points) => new(points, null);

    public static RedemptionRequest For(string rewardId) => new(null, rewardId);

    /// <summary>What it costs this member now, or why it cannot be had; the first problem in the order of the names.</summary>
    internal Problem Price(Account account, Programme programme, DateTimeOffset at, out Points price)
    {
        price = Points ?? Loyalty.Points.Zero;
        if (RewardId is { } id)
        {
            if (programme.Reward(id) is not { } reward)
                return Problem.RewardUnavailable;
            if (GrantFor(account, programme, at) is not null)
                return Problem.None;
            if (RewardOffer.Standing(reward, programme, at) is not null || !reward.IsOpenTo(programme.Tiers.Level(account.Tier.Id).Id))
                return Problem.RewardUnavailable;
            price = reward.Points;
        }
        else if (price <= Loyalty.Points.Zero)
        {
            return Problem.AmountNotPositive;
        }
        else if (programme.Redemption is not { } policy)
        {
            return Problem.RewardUnavailable;
        }
        else if (price < policy.Minimum)
        {
            return Problem.BelowMinimum;
        }

        return price > account.Available ? Problem.InsufficientPoints : Problem.None;
    }
}
