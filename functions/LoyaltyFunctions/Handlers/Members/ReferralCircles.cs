using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// Follows referrals up from a member. Nobody is brought in before who brings them, so only a merge closes a circle: whoever was brought in as
/// one of two is now the one who brought somebody in.
/// </summary>
public sealed class ReferralCircles(Ledger ledger, Successors members)
{
    /// <summary>A longer way is nobody's doing.</summary>
    private const int MaxSteps = 10;

    /// <summary>All whom the way comes by, if it leads back to the member; nobody else.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string memberId)
    {
        var ways = new Queue<string[]>([[memberId]]);
        for (var looked = 0; looked < MaxSteps && ways.TryDequeue(out var way); looked++)
        {
            foreach (var referrer in await ReferrersAsync(way[^1]))
            {
                if (referrer == memberId && way.Length > 1)
                {
                    return way;
                }

                if (!way.Contains(referrer))
                {
                    ways.Enqueue([.. way, referrer]);
                }
            }
        }

        return [];
    }

    /// <summary>Who brought in the member, or one who was merged into the member; as they are now.</summary>
    private async Task<IReadOnlyList<string>> ReferrersAsync(string memberId)
    {
        var account = (await members.FindAsync(memberId, CancellationToken.None))?.Account;
        var referrers = new List<string>();
        foreach (var id in account is null ? [] : (IEnumerable<string>)[account.MemberId, .. account.Merged.Select(merged => merged.MemberId)])
        {
            if (await ledger.FindReferrerAsync(id, CancellationToken.None) is { } referrer
                && await members.FindAsync(referrer, CancellationToken.None) is { Account.MemberId: var now })
            {
                referrers.Add(now);
            }
        }

        return referrers;
    }
}
