using Azure;
using Loyalty.Accounts;
using Microsoft.Extensions.Caching.Memory;

namespace LoyaltyFunctions.Storage;

/// <summary>An account as it was last seen, with the ETag that a commit on top of it must name.</summary>
public sealed record StoredAccount(Account Account, ETag ETag, long Commits, bool FromCache = false);

/// <summary>
/// Saves the account read of a member who was just written. A stale copy costs one failed commit and nothing else: every commit names
/// the ETag, and a refusal is never given on a cached copy.
/// </summary>
public sealed class AccountCache : IDisposable
{
    private const int MaxAccounts = 5_000;

    private readonly MemoryCache _accounts = new(new MemoryCacheOptions { SizeLimit = MaxAccounts });

    public StoredAccount? Find(string memberId) => _accounts.Get<StoredAccount>(memberId);

    public void Keep(StoredAccount stored) =>
        _accounts.Set(stored.Account.MemberId, stored with { FromCache = true }, new MemoryCacheEntryOptions { Size = 1 });

    public void Forget(string memberId) => _accounts.Remove(memberId);

    public void Dispose() => _accounts.Dispose();
}
