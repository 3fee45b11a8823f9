using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// The merge that a member takes part in: <c>From</c> names whom it receives; without one it is the member who goes. Free without an
/// operation.
/// </summary>
public sealed record MergingRow(string? Operation, string? From, DateTimeOffset At)
{
    /// <summary>The version that was read; null for a row that must not be there yet.</summary>
    public ETag? Version { get; init; }

    internal TableEntity ToRow(string memberId) => new(memberId, Keys.Merging(memberId))
    {
        ["Operation"] = Operation,
        ["From"] = From,
        ["At"] = At,
    };
}

/// <summary>
/// One row a member, in its partition, so that nobody goes while somebody is on the way to it. The one of the member who goes is part of
/// the transaction that closes the account. It is never deleted, only freed: what was read is always what a write replaces.
/// </summary>
public sealed class MergingRows(LedgerTables tables)
{
    public async Task<MergingRow> FindAsync(string memberId, CancellationToken cancellation)
    {
        var found = await Table(memberId).GetEntityIfExistsAsync<TableEntity>(memberId, Keys.Merging(memberId), cancellationToken: cancellation);
        return found.HasValue
            ? new MergingRow(found.Value!.GetString("Operation"), found.Value.GetString("From"), found.Value.GetDateTimeOffset("At") ?? default) { Version = found.Value.ETag }
            : new MergingRow(null, null, default);
    }

    /// <summary>Writes on top of the version that the row names; false when another came first.</summary>
    public async Task<bool> TryWriteAsync(string memberId, MergingRow row, CancellationToken cancellation)
    {
        try
        {
            await (row.Version is { } version
                ? Table(memberId).UpdateEntityAsync(row.ToRow(memberId), version, TableUpdateMode.Replace, cancellation)
                : Table(memberId).AddEntityAsync(row.ToRow(memberId), cancellation));
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>The profile of a member who has been merged into another goes when the other has it.</summary>
    public Task DeleteProfileAsync(string memberId, CancellationToken cancellation) =>
        Table(memberId).DeleteEntityAsync(memberId, Keys.Profile(memberId), ETag.All, cancellation);

    private TableClient Table(string memberId) => tables.Of(Names.Tables.Accounts, memberId);
}
