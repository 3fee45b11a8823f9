using Azure.Core.Pipeline;
using Testing.Tables.Faults;
using Testing.Tables.Protocol;
using Testing.Tables.Rows;

namespace Testing.Tables;

/// <summary>
/// Azure Table Storage in memory, with Azure's own rules, limits and error codes, for any client on Azure.Core:
/// <c>new TableClientOptions { Transport = service.Transport }</c>. One instance is one account. Thread-safe.
/// </summary>
public sealed class TableService
{
    private readonly Account _account;
    private readonly TimeProvider _clock;
    private readonly CallReader _reader;
    private readonly CallHandler _handler;
    private readonly Tally _tally = new();

    public TableService(TimeProvider? clock = null)
        : this(new Account(clock ?? TimeProvider.System), clock ?? TimeProvider.System)
    {
    }

    private TableService(Account account, TimeProvider clock)
    {
        _account = account;
        _clock = clock;
        _reader = new CallReader(account.Names);
        _handler = new CallHandler(account, () => ScanLimit);
        Transport = NewProcess();
    }

    /// <summary>Any account will do: nothing is signed for.</summary>
    public static string ConnectionString => "AccountName=memory;AccountKey=bWVtb3J5;TableEndpoint=https://memory.table.core.windows.net";

    /// <summary>The way to the service of the first (and mostly only) process.</summary>
    public HttpPipelineTransport Transport { get; }

    /// <summary>Asked before each request what goes wrong with it; null for nothing. May be changed at any time.</summary>
    public Func<TableRequest, Fault?>? OnRequest { get; set; }

    /// <summary>Rows looked at for one page of a query; a page that ends there may be empty and has a continuation.</summary>
    public int ScanLimit { get; set; } = int.MaxValue;

    /// <summary>Makes every asynchronous request really wait, so that concurrent callers interleave.</summary>
    public bool Yields { get; set; }

    /// <summary>How long a deleted table's name stays taken (TableBeingDeleted): at least 40 s on Azure, nothing here unless set.</summary>
    public TimeSpan DeletionTime
    {
        get => _account.DeletionTime;
        set => _account.DeletionTime = value;
    }

    public TableCounters Counters => _tally.Counters;

    public void ResetCounters() => _tally.Reset();

    /// <summary>A way to the service for another process: Fault.Stop ends only the process that it strikes.</summary>
    public HttpPipelineTransport NewProcess() => new ProcessTransport(this);

    /// <summary>Another account with the same content. Rows are shared, so it is cheap; faults and counters are not taken along.</summary>
    public TableService Clone() => new(_account.Clone(), _clock) { ScanLimit = ScanLimit, Yields = Yields };

    /// <summary>All rows, ordered by table and key.</summary>
    public IEnumerable<TableRow> Export() => _account.Tables.SelectMany(table => RowExport.Of(table, _account.Names));

    /// <summary>
    /// Puts rows into their tables without a request for each, where a million of them would take too long. The size of a row is checked as ever, keys
    /// and properties are not; nothing is counted, and no fault strikes.
    /// </summary>
    public void Fill(IEnumerable<TableRow> rows)
    {
        var import = new RowImport(_account.Names);
        foreach (var row in rows)
        {
            var (table, missing) = _account.Find(row.Table);
            var error = table is null ? missing : table.Apply([import.Of(row)]).Error;
            if (error is not null)
            {
                throw new InvalidOperationException($"{row.Table} {row.PartitionKey} {row.RowKey}: {error.Code}");
            }
        }
    }

    public long CountRows(string table) => _account.Find(table).Table?.Count ?? 0;

    internal (Call? Call, Answer? Refusal) Read(Azure.Core.Request request)
    {
        try
        {
            return (_reader.Read(request), null);
        }
        catch (RefusedException refused)
        {
            return (null, Answer.Refused(refused.Error));
        }
    }

    internal Fault? Strike(Call call)
    {
        var number = _tally.Count(call);
        return OnRequest?.Invoke(new TableRequest(number.Request, number.Write, call.Kind, call.Table, call.Rows));
    }

    internal Answer Handle(Call call)
    {
        try
        {
            var (answer, scanned) = _handler.Handle(call);
            _tally.AddScanned(scanned);
            return answer;
        }
        catch (RefusedException refused)
        {
            return Answer.Refused(refused.Error);
        }
    }
}
