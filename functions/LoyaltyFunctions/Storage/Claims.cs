using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Rows that give something to one member for ever: a receipt (table <c>Claims</c>) or an identity (table <c>Identities</c>). Each is a
/// partition of its own, found by the hash of what it stands for, and is written before the member's transaction. A claim whose
/// transaction never came is recognised by its owner's partition and passes on to the next claimant once the owner has been fenced.
/// </summary>
public sealed class Claims(LedgerTables tables, string table)
{
    private const string MemberId = "MemberId";
    private const string Awaited = "Awaited";

    /// <summary>Claims for the member unless somebody has; returns the claim that stands.</summary>
    public async Task<Claim> ClaimAsync(string hash, string memberId, CancellationToken cancellation)
    {
        try
        {
            var added = await Table(hash).AddEntityAsync(Row(hash, memberId), cancellation);
            return new Claim(hash, memberId, added.Headers.ETag!.Value) { IsNew = true };
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindAsync(hash, cancellation) ?? await ClaimAsync(hash, memberId, cancellation);
        }
    }

    public async Task<Claim?> FindAsync(string hash, CancellationToken cancellation)
    {
        var found = await Table(hash).GetEntityIfExistsAsync<TableEntity>(hash, hash, cancellationToken: cancellation);
        return found.HasValue ? new Claim(hash, found.Value!.GetString(MemberId), found.Value.ETag)
        {
            Awaited = found.Value.GetBoolean(Awaited) ?? false,
        }
        : null;
    }

    /// <summary>
    /// Leaves word that somebody waits for whoever will claim this; returns the claim that stands, which nobody holds if it is new.
    /// </summary>
    public async Task<Claim> AwaitAsync(string hash, CancellationToken cancellation)
    {
        var claim = await ClaimAsync(hash, Claim.Nobody, cancellation);
        return claim.Awaited || await TryMoveAsync(claim with { Awaited = true }, claim.MemberId, cancellation)
            ? claim
            : await AwaitAsync(hash, cancellation);
    }

    /// <summary>Passes a claim on; false when somebody else moved it meanwhile.</summary>
    public async Task<bool> TryMoveAsync(Claim claim, string memberId, CancellationToken cancellation)
    {
        try
        {
            await Table(claim.Hash).UpdateEntityAsync(Row(claim.Hash, memberId, claim.Awaited), claim.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>Gives a claim back that this attempt made, unless somebody took it over.</summary>
    public Task ReleaseAsync(Claim claim, CancellationToken cancellation) => TryReleaseAsync(claim, cancellation);

    /// <summary>False when somebody wrote the claim meanwhile.</summary>
    public async Task<bool> TryReleaseAsync(Claim claim, CancellationToken cancellation)
    {
        try
        {
            await Table(claim.Hash).DeleteEntityAsync(claim.Hash, claim.Hash, claim.ETag, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 412)
        {
            return false;
        }
    }

    private TableClient Table(string hash) => tables.Of(table, hash);

    private static TableEntity Row(string hash, string memberId, bool awaited = false) => new(hash, hash) { [MemberId] = memberId, [Awaited] = awaited };
}

/// <summary>Who holds a receipt or an identity.</summary>
public sealed record Claim(string Hash, string MemberId, ETag ETag)
{
    /// <summary>Stands in for the member of a receipt that is only waited for.</summary>
    public const string Nobody = "";

    /// <summary>Made by this very call.</summary>
    public bool IsNew { get; init; }

    /// <summary>A refund or void waits for the receipt.</summary>
    public bool Awaited { get; init; }
}
