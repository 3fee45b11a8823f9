using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Offers;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Either points, worth money by the programme's redemption, or a reward at its price.</summary>
public sealed record RedemptionRequest(Points? Points, string? RewardId)
{
    /// <summary>Where it is asked for; null: not said.</summary>
    public string? StoreId { get; init; }

    /// <summary>The stores of the reward travel with what is asked for, and whoever accepts it compares: none has to be named now.</summary>
    public bool CarriesStores { get; init; }

    /// <summary>The grant by which the member has the reward for no points.</summary>
    internal GrantChange? GrantFor(Account account, Programme programme, DateTimeOffset at) =>
        RewardId is { } id ? account.Personal.Find(GrantKind.Reward, id, programme.LocalDate(at)) : null;

    /// <summary>What the redemption takes of a grant; null where it costs points.</summary>
    internal PersonalEffect? Use(Account account, Programme programme, DateTimeOffset at) =>
        GrantFor(account, programme, at) is { } grant ? new PersonalEffect { Grants = [grant with { Uses = -1 }] } : null;

    internal enum Problem { None, AmountNotPositive, RewardUnavailable, StoreMissing, OtherStore, BelowMinimum, InsufficientPoints }

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
            var isGranted = GrantFor(account, programme, at) is not null;
            if (!isGranted && (RewardOffer.Standing(reward, programme, at) is not null || !reward.IsOpenTo(programme.Tiers.Level(account.Tier.Id).Id)))
                return Problem.RewardUnavailable;
            if (StoreId is null && !CarriesStores && reward.Stores.Count > 0)
                return Problem.StoreMissing;
            if (StoreId is { } store && !reward.IsIn(store))
                return Problem.OtherStore;
            price = isGranted ? Loyalty.Points.Zero : reward.Points;
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

        return price > Loyalty.Points.Max(account.Available, Loyalty.Points.Zero) ? Problem.InsufficientPoints : Problem.None;
    }
}
