#nullable disable

using Azure.Core;
using Azure.Data.Tables.Models;
using LocalHost.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table. Thread-safe; make one and keep it.</summary>
public partial class TableClient
{
    private readonly TableEndpoint _endpoint;
    private readonly TableCatalog _catalog;
    private readonly TableRows _rows;
    private readonly TableQueries _queries;
    private readonly TableTransactions _transactions;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(ConnectionString.Open(connectionString, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableEndpoint.WithKey(endpoint, credential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableEndpoint.WithToken(endpoint, tokenCredential, options), tableName)
    {
    }

    protected TableClient()
    {
    }

    internal TableClient(TableEndpoint endpoint, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        var urls = new TableUrls(endpoint.Address, tableName);
        Name = tableName;
        Uri = new Uri(urls.Table);
        _endpoint = endpoint;
        _catalog = new TableCatalog(endpoint);
        _rows = new TableRows(endpoint, urls);
        _queries = new TableQueries(endpoint, urls);
        _transactions = new TableTransactions(endpoint, urls);
    }

    public virtual string AccountName => _endpoint.AccountName;

    public virtual string Name { get; }

    public virtual Uri Uri { get; }

    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        _catalog.Create(Name, ifNotExists: false, async: false, cancellationToken).Finished();

    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        await _catalog.Create(Name, ifNotExists: false, async: true, cancellationToken);

    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        _catalog.Create(Name, ifNotExists: true, async: false, cancellationToken).Finished();

    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        await _catalog.Create(Name, ifNotExists: true, async: true, cancellationToken);

    /// <summary>Deletes the table. One that is not there is no error: the answer then has status 404.</summary>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        _catalog.Delete(Name, async: false, cancellationToken).Finished();

    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        await _catalog.Delete(Name, async: true, cancellationToken);

    /// <summary>Writes all actions or none; they must be about one partition and name each row once.</summary>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        _transactions.Submit(transactionActions, async: false, cancellationToken).Finished();

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        await _transactions.Submit(transactionActions, async: true, cancellationToken);
}
