using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Benchmarks.Loads;

/// <summary>
/// What Azurite does for the bare client: the transaction of a purchase and nothing else, in a table of its own that starts empty. Each
/// caller has members of its own, so that no transaction meets another.
/// </summary>
internal sealed class RawLoad(TableServiceClient service, PurchaseRows purchase)
{
    private long _number;

    /// <summary>Transactions of an account (on the ETag last seen), its entry, operation and receipt.</summary>
    public Task<LoadResult> BatchesAsync(int callers, int members, TimeSpan time) => InOwnTableAsync(async table =>
    {
        var perCaller = Math.Max(1, members / callers);
        var etags = new ETag[callers * perCaller];
        for (var i = 0; i < etags.Length; i++)
        {
            etags[i] = (await table.AddEntityAsync(purchase.Account.For(Member(i)))).Headers.ETag!.Value;
        }

        var turns = new int[callers];
        return await Load.RunAsync(callers, time, async caller =>
        {
            var member = (caller * perCaller) + (turns[caller]++ % perCaller);
            var answer = await table.SubmitTransactionAsync(Transaction(Member(member), etags[member]));
            etags[member] = answer.Value[0].Headers.ETag!.Value;
        });
    });

    /// <summary>Inserts of one row as large as an inbound message.</summary>
    public Task<LoadResult> InsertsAsync(int callers, RowTemplate message, TimeSpan time) => InOwnTableAsync(
        table => Load.RunAsync(callers, time, _ => table.AddEntityAsync(message.For(Member(0), Next()))));

    private IEnumerable<TableTransactionAction> Transaction(string member, ETag etag)
    {
        var number = Next();
        yield return new TableTransactionAction(TableTransactionActionType.UpdateReplace, purchase.Account.For(member), etag);
        foreach (var row in purchase.Added)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Add, row.For(member, number));
        }
    }

    private async Task<LoadResult> InOwnTableAsync(Func<TableClient, Task<LoadResult>> load)
    {
        var table = service.GetTableClient(string.Create(CultureInfo.InvariantCulture, $"Raw{Interlocked.Increment(ref _number)}"));
        await table.CreateAsync();
        try
        {
            return await load(table);
        }
        finally
        {
            await table.DeleteAsync();
        }
    }

    private string Next() => Interlocked.Increment(ref _number).ToString("x10", CultureInfo.InvariantCulture);

    private static string Member(int number) => string.Create(CultureInfo.InvariantCulture, $"mraw{number:D23}");
}
