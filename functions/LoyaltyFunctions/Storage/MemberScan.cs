using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// A member as one walk over the rows found it: not a snapshot, for the rows come in pages. The number of the newest entry is 0 without
/// entries.
/// </summary>
public sealed record MemberHistory(string MemberId, StoredAccount? Account, long Newest)
{
    /// <summary>Newest first; null where there are too many to hold.</summary>
    internal List<byte[]>? Contents { get; init; }
}

/// <summary>
/// Walks a table of accounts in the order of the members' ids. For proofs only: it reads what exists, not what is due. Holds the entries
/// of one member at a time, and no more than a few thousand of them.
/// </summary>
/// <param name="tables">The table in each ledger account.</param>
/// <param name="stamp">Only entries that a replay wrote under this stamp; null for all.</param>
public sealed class MemberScan(IReadOnlyList<TableClient> tables, string? stamp = null)
{
    private const int MaxHeld = 2_000;
    private const int Window = 500;

    /// <summary>Members after that id, each with its account and entries.</summary>
    public IAsyncEnumerable<MemberHistory> HistoriesAsync(MemberRange range, string after, CancellationToken cancellation)
    {
        var first = string.CompareOrdinal(after, range.From) > 0 ? after : range.From;
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {first} and PartitionKey lt {range.To} and (Commits gt {0L} or Kind gt {""})");
        return GroupAsync(tables[range.Account].QueryAsync<TableEntity>(filter, cancellationToken: cancellation), cancellation);
    }

    /// <summary>One member read again; null when there is nothing of it.</summary>
    public async Task<MemberHistory?> HistoryAsync(int account, string memberId, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {memberId} and (Commits gt {0L} or Kind gt {""})");
        var rows = tables[account].QueryAsync<TableEntity>(filter, cancellationToken: cancellation);
        await foreach (var history in GroupAsync(rows, cancellation))
        {
            return history;
        }

        return null;
    }

    /// <summary>The accounts of the members after that id.</summary>
    public async IAsyncEnumerable<StoredAccount> AccountsAsync(MemberRange range, string after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var first = string.CompareOrdinal(after, range.From) > 0 ? after : range.From;
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {first} and PartitionKey lt {range.To} and Commits gt {0L}");
        await foreach (var row in tables[range.Account].QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            yield return LedgerRows.ReadAccount(row);
        }
    }

    /// <summary>The entries of a member as they were stored, oldest first.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> EntriesAsync(int account, MemberHistory member, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var i = (member.Contents?.Count ?? 0) - 1; i >= 0; i--)
        {
            yield return member.Contents![i];
        }

        for (var first = 1L; member.Contents is null && first <= member.Newest; first += Window)
        {
            foreach (var content in await WindowAsync(account, member.MemberId, first, cancellation))
            {
                yield return content;
            }
        }
    }

    private async Task<List<byte[]>> WindowAsync(int account, string memberId, long first, CancellationToken cancellation)
    {
        var (newest, oldest) = (Keys.Entry(memberId, first + Window - 1), Keys.Entry(memberId, first));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {memberId} and RowKey ge {newest} and RowKey le {oldest}");
        var contents = new List<byte[]>(Window);
        await foreach (var row in tables[account].QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (IsOurs(row))
            {
                contents.Add(Content.Read(row));
            }
        }

        contents.Reverse();
        return contents;
    }

    private async IAsyncEnumerable<MemberHistory> GroupAsync(
        IAsyncEnumerable<TableEntity> rows,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        MemberHistory? member = null;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (member is not null && member.MemberId != row.PartitionKey)
            {
                yield return member;
                member = null;
            }

            member = With(member ?? new MemberHistory(row.PartitionKey, null, 0) { Contents = [] }, row);
        }

        if (member is not null)
        {
            yield return member;
        }
    }

    private MemberHistory With(MemberHistory member, TableEntity row)
    {
        if (row.RowKey == Keys.Account(member.MemberId))
        {
            return member with { Account = LedgerRows.ReadAccount(row) };
        }

        if (!IsOurs(row))
        {
            return member;
        }

        if (member.Contents is not { } held || held.Count == MaxHeld)
        {
            return member with { Contents = null };
        }

        held.Add(Content.Read(row));
        return member.Newest > 0 ? member : member with { Newest = Keys.SequenceOf(row.RowKey) };
    }

    private bool IsOurs(TableEntity row) =>
        Keys.IsEntry(row.PartitionKey, row.RowKey) && (stamp is null || row.GetString(ReplayTables.Stamp) == stamp);
}
