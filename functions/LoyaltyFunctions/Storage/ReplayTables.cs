using Azure.Data.Tables;
using Loyalty.Accounts;
using Loyalty.Entries;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Accounts and entries rebuilt from the archive, laid out as the live ones, in tables with a prefix. Each entry bears the run that wrote
/// it, so that what an earlier run left there proves nothing.
/// </summary>
public sealed class ReplayTables
{
    internal const string Stamp = "Run";

    /// <summary>Azure's limits of a transaction are 100 rows and 4 MiB.</summary>
    private const int MaxRows = 100;

    private const int MaxBytes = 3 * 1024 * 1024;
    private const int RowOverhead = 1024;

    private readonly LedgerTables _tables;
    private readonly string _run;

    public ReplayTables(LedgerTables live, string prefix, string run)
    {
        _tables = live.WithPrefix(prefix);
        _run = run;
    }

    public MemberScan Scan => new(_tables.Each(Names.Tables.Accounts), _run);

    public Task CreateAsync(CancellationToken cancellation) =>
        Task.WhenAll(_tables.Each(Names.Tables.Accounts).Select(table => table.CreateIfNotExistsAsync(cancellation)));

    /// <summary>Writes entries of one member, in as few transactions as they fit into. Writing them again changes nothing.</summary>
    public async Task PutAsync(IEnumerable<(LedgerEntry Entry, ReadOnlyMemory<byte> Line)> entries, CancellationToken cancellation)
    {
        var (rows, bytes) = (new List<TableTransactionAction>(), 0);
        foreach (var (entry, line) in entries)
        {
            if (rows.Count == MaxRows || (rows.Count > 0 && bytes + line.Length + RowOverhead > MaxBytes))
            {
                await SubmitAsync(rows, cancellation);
                (rows, bytes) = ([], 0);
            }

            var row = LedgerRows.EntryRow(entry, line.Span);
            row[Stamp] = _run;
            rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            bytes += line.Length + RowOverhead;
        }

        await SubmitAsync(rows, cancellation);
    }

    /// <summary>What the entries lead to. How many commits they came in, they do not tell.</summary>
    public Task PutAsync(Account account, CancellationToken cancellation) =>
        Table(account.MemberId).UpsertEntityAsync(LedgerRows.AccountRow(account, account.Sequence), TableUpdateMode.Replace, cancellation);

    private async Task SubmitAsync(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellation)
    {
        if (rows.Count > 0)
        {
            await Table(rows[0].Entity.PartitionKey).SubmitTransactionAsync(rows, cancellation);
        }
    }

    private TableClient Table(string memberId) => _tables.Of(Names.Tables.Accounts, memberId);
}
