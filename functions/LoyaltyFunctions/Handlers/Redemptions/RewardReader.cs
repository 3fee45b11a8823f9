using Loyalty.Offers;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>The rewards of the programme as a member sees them now, by the very rules of a redemption.</summary>
public sealed class RewardReader(MemberReader members, StockHandler stock, ProgrammeBook programmes, TimeProvider clock)
{
    public async Task<RewardPage> ListAsync(string id, string? storeId, PageRequest page, CancellationToken cancellation)
    {
        var account = await members.RequireAsync(id, cancellation);
        var offers = RewardOffer.AllFor(account, programmes.Current, clock.GetUtcNow(), storeId);
        var first = (int)Math.Min(page.CursorNumber() ?? 0, offers.Count);
        var items = await Task.WhenAll(offers.Skip(first).Take(page.Limit).Select(offer => ViewAsync(offer, cancellation)));
        var next = first + items.Length;
        return new RewardPage(items, next < offers.Count ? PageRequest.CursorOf(next) : null);
    }

    private async Task<RewardView> ViewAsync(RewardOffer offer, CancellationToken cancellation) => RewardView.Of(
        offer,
        offer.Reward.Stock is { } limit ? await stock.LeftAsync(offer.Reward.Id, limit, cancellation) : null);
}
