using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// The tables of every ledger account. A partition's account is a pure function of its key, so that no lookup says where a member lives;
/// adding an account therefore means moving partitions (see the deployment guide), never a silent re-hash.
/// </summary>
public sealed class LedgerTables
{
    private readonly Dictionary<string, TableClient[]> _tables;
    private readonly TableServiceClient[] _accounts;

    public LedgerTables(IEnumerable<TableServiceClient> accounts, string prefix = "")
    {
        _accounts = [.. accounts];
        _tables = Names.Tables.All.ToDictionary(name => name, name => _accounts.Select(a => a.GetTableClient(prefix + name)).ToArray());
    }

    /// <summary>The table that holds this partition.</summary>
    public TableClient Of(string table, string partition) => _tables[table][AccountOf(partition)];

    /// <summary>Tables of the hub itself rather than of a member live in the first account.</summary>
    public TableClient Shared(string table) => _tables[table][0];

    /// <summary>The table in every account.</summary>
    public IReadOnlyList<TableClient> Each(string table) => _tables[table];

    /// <summary>The same tables under other names, in the same accounts.</summary>
    public LedgerTables WithPrefix(string prefix) => new(_accounts, prefix);

    /// <summary>FNV-1a, fixed for ever: the runtime's string hash differs from process to process.</summary>
    public static uint StableHash(string key)
    {
        var hash = 2166136261u;
        foreach (var c in key)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash;
    }

    /// <summary>How many ledger accounts there are.</summary>
    public int Accounts => _accounts.Length;

    public Task CreateAsync(CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, Accounts).Select(account => CreateAsync(account, cancellation)));

    /// <summary>The tables of one account.</summary>
    public Task CreateAsync(int account, CancellationToken cancellation) =>
        Task.WhenAll(_tables.Values.Select(clients => clients[account].CreateIfNotExistsAsync(cancellation)));

    /// <summary>One cheap call to each account; throws when one does not answer.</summary>
    public Task PingAsync(CancellationToken cancellation) =>
        Task.WhenAll(_tables[Names.Tables.Programmes].Select(table =>
            table.GetEntityIfExistsAsync<TableEntity>("ping", "ping", cancellationToken: cancellation)));

    /// <summary>The place of the range that a member is in.</summary>
    public int RangeOf(string memberId, IReadOnlyList<MemberRange> ranges)
    {
        var account = AccountOf(memberId);
        for (var place = 0; place < ranges.Count; place++)
        {
            if (ranges[place].Account == account && string.CompareOrdinal(memberId, ranges[place].From) >= 0 && string.CompareOrdinal(memberId, ranges[place].To) < 0)
            {
                return place;
            }
        }

        throw new ArgumentException("Is no id of a member.", nameof(memberId));
    }

    private int AccountOf(string partition) =>
        _accounts.Length == 1 ? 0 : (int)(StableHash(partition) % (uint)_accounts.Length);
}
