using Azure;

namespace LocalHost.Tables.Wire;

/// <summary>Fetches one page: continuation token (null for the first), rows wanted, whether to run asynchronously.</summary>
internal delegate ValueTask<Page<T>> FetchPage<T>(string? continuationToken, int? size, bool async);

/// <summary>Walks a query's pages asynchronously. A page may be empty and yet be followed by another.</summary>
internal sealed class TablePagesAsync<T>(FetchPage<T> fetch, int? pageSize, CancellationToken cancellation) : AsyncPageable<T>(cancellation)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var next = continuationToken;
        do
        {
            var page = await fetch(next, pageSizeHint ?? pageSize, async: true);
            yield return page;
            next = page.ContinuationToken;
        }
        while (next is not null);
    }
}

/// <summary>Walks a query's pages synchronously.</summary>
internal sealed class TablePages<T>(FetchPage<T> fetch, int? pageSize, CancellationToken cancellation) : Pageable<T>(cancellation)
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var next = continuationToken;
        do
        {
            var page = fetch(next, pageSizeHint ?? pageSize, async: false).Finished();
            yield return page;
            next = page.ContinuationToken;
        }
        while (next is not null);
    }
}
