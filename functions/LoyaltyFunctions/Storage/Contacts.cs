using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Who a member is in the systems that are told about members, so that each can be told to forget. The row is written before the first
/// call and goes when the system has forgotten: no row, nothing there.
/// </summary>
public sealed class Contacts(LedgerTables tables)
{
    public async Task<Contact?> FindAsync(string memberId, string target, CancellationToken cancellation)
    {
        var found = await Table(memberId).GetEntityIfExistsAsync<TableEntity>(memberId, KeyOf(memberId, target), cancellationToken: cancellation);
        return !found.HasValue ? null : new Contact(memberId, target)
        {
            Reference = found.Value!.GetString("Reference"),
            Sequence = found.Value.GetInt64("Sequence") ?? 0,
            Lifetime = found.Value.GetInt64("Lifetime") ?? 0,
            ActiveAt = found.Value.GetDateTimeOffset("ActiveAt"),
        };
    }

    public Task PutAsync(Contact contact, CancellationToken cancellation)
    {
        var row = new TableEntity(contact.MemberId, KeyOf(contact.MemberId, contact.Target))
        {
            ["Target"] = contact.Target,
            ["Reference"] = contact.Reference,
            ["Sequence"] = contact.Sequence,
            ["Lifetime"] = contact.Lifetime,
            ["ActiveAt"] = contact.ActiveAt,
        };
        return Table(contact.MemberId).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public Task DeleteAsync(Contact contact, CancellationToken cancellation) =>
        Table(contact.MemberId).DeleteEntityAsync(contact.MemberId, KeyOf(contact.MemberId, contact.Target), cancellationToken: cancellation);

    private static string KeyOf(string memberId, string target) => $"{memberId}-t{Keys.Hash("target", target)}";

    private TableClient Table(string memberId) => tables.Of(Names.Tables.Contacts, memberId);
}

/// <summary>A member in one connected system, as of the entry that it was told of last.</summary>
public sealed record Contact(string MemberId, string Target)
{
    /// <summary>That system's own id of the member; null when no call has been answered yet.</summary>
    public string? Reference { get; init; }

    public long Sequence { get; init; }

    /// <summary>Points earned so far, less those that refunds took back.</summary>
    public long Lifetime { get; init; }

    public DateTimeOffset? ActiveAt { get; init; }
}
