using Azure.Data.Tables;
using Testing.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>What the in-memory service lets a test see, and that it can be trusted with many callers and many rows.</summary>
public sealed class TableServiceTests
{
    private readonly TableService _service = new();
    private readonly TableClient _table;

    public TableServiceTests()
    {
        _table = Client(_service);
        _table.Create();
    }

    [Fact]
    public async Task A_request_is_described_before_it_is_carried_out()
    {
        var seen = new List<TableRequest>();
        _service.OnRequest = request =>
        {
            seen.Add(request);
            return null;
        };
        await _table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "a")),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "b")),
        ]);
        await _table.GetEntityAsync<TableEntity>("p", "a");

        Assert.Equal((2, 2, TableRequestKind.Batch, "rows"), (seen[0].Number, seen[0].WriteNumber, seen[0].Kind, seen[0].Table));
        Assert.Equal([new("POST", "p", "a"), new("PATCH", "p", "b")], seen[0].Rows);
        Assert.Equal((3, 0, TableRequestKind.Read), (seen[1].Number, seen[1].WriteNumber, seen[1].Kind));
    }

    [Fact]
    public void A_row_that_was_filled_in_is_as_if_it_had_been_sent()
    {
        var at = new DateTime(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);
        _table.AddEntity(new TableEntity("p", "sent") { ["L"] = 1L, ["I"] = 2, ["B"] = true, ["T"] = "täxt", ["C"] = new byte[] { 1, 2 }, ["D"] = at });
        var sent = _service.Export().Single();
        _service.ResetCounters();

        _service.Fill([sent with { RowKey = "filled" }]);

        Assert.Equal(0, _service.Counters.Requests);
        var rows = _table.Query<TableEntity>(row => row.PartitionKey == "p").ToDictionary(row => row.RowKey);
        Assert.All(["L", "I", "B", "T", "C", "D"], name => Assert.Equal(rows["sent"][name], rows["filled"][name]));
        Assert.Throws<InvalidOperationException>(() => _service.Fill([sent with { Properties = new Dictionary<string, object> { ["C"] = new byte[2 * 1024 * 1024] } }]));
    }

    [Fact]
    public void A_clone_goes_its_own_way()
    {
        _table.AddEntity(new TableEntity("p", "both") { ["V"] = 1L, ["T"] = "text" });
        var clone = _service.Clone();
        Client(clone).AddEntity(new TableEntity("p", "clone"));
        _table.UpsertEntity(new TableEntity("p", "both") { ["V"] = 2L });

        Assert.Equal(["rows p both T=text, V=2L"], _service.Export().Select(row => row.ToString()));
        Assert.Equal(["rows p both T=text, V=1L", "rows p clone "], clone.Export().Select(row => row.ToString()));
    }

    [Fact]
    public void Requests_are_counted_by_kind()
    {
        _service.ResetCounters();
        _table.UpsertEntity(new TableEntity("p", "r"));
        _table.GetEntityIfExists<TableEntity>("p", "r");
        _table.GetEntityIfExists<TableEntity>("p", "s");
        Assert.Single(_table.Query<TableEntity>());
        _table.SubmitTransaction([new(TableTransactionActionType.Delete, new TableEntity("p", "r"))]);

        Assert.Equal(new TableCounters(Reads: 2, Queries: 1, Writes: 1, Batches: 1, RowsWritten: 2, RowsScanned: 1), _service.Counters);
    }

    [Fact]
    public async Task Concurrent_transactions_lose_nothing()
    {
        _service.Yields = true;
        await _table.AddEntityAsync(new TableEntity("p", "account") { ["Balance"] = 0L });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await Credit($"entry-{caller}-{i}");
            }
        })));

        Assert.Equal(200L, (await _table.GetEntityAsync<TableEntity>("p", "account")).Value.GetInt64("Balance"));
        Assert.Equal(201, _service.CountRows("rows"));
    }

    [Fact]
    public void Rows_stay_in_order_through_thousands_of_inserts_and_deletions()
    {
        var chance = new Random(20261);
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 6_000; i++)
        {
            var key = $"{chance.Next(2_000):x4}";
            if (chance.Next(5) < 3)
            {
                _table.UpsertEntity(new TableEntity(key[..2], key));
                expected.Add(key);
            }
            else
            {
                Assert.Equal(expected.Remove(key) ? 204 : 404, _table.DeleteEntity(key[..2], key).Status);
            }
        }

        Assert.Equal(expected, _table.Query<TableEntity>().Select(row => row.RowKey));
        Assert.Equal(expected.Count, _service.CountRows("rows"));
    }

    [Fact]
    public void Every_write_has_its_own_time_even_when_the_clock_stands_still()
    {
        var service = new TableService(new StoppedClock());
        var table = Client(service);
        table.Create();
        var first = table.UpsertEntity(new TableEntity("p", "r")).Headers.ETag;
        var second = table.UpsertEntity(new TableEntity("p", "r")).Headers.ETag;

        Assert.NotEqual(first, second);
        Assert.Equal(StoppedClock.Now.Date, table.GetEntity<TableEntity>("p", "r").Value.Timestamp!.Value.Date);
    }

    private static TableClient Client(TableService service) =>
        new(TableService.ConnectionString, "rows", new TableClientOptions { Transport = service.Transport });

    private async Task Credit(string entry)
    {
        while (true)
        {
            var account = (await _table.GetEntityAsync<TableEntity>("p", "account")).Value;
            account["Balance"] = account.GetInt64("Balance") + 1;
            try
            {
                await _table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.UpdateReplace, account, account.ETag),
                    new(TableTransactionActionType.Add, new TableEntity("p", entry)),
                ]);
                return;
            }
            catch (TableTransactionFailedException lost) when (lost.Status == 412)
            {
                // Another was faster: read again.
            }
        }
    }

    private sealed class StoppedClock : TimeProvider
    {
        public static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
