using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public abstract partial class TableSuite
{
    private static readonly Guid Id = Guid.Parse("0b9f5f3e-6a2c-4c0e-9f63-1f2d3c4b5a69");
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<string, string> Filters => new()
    {
        { "PartitionKey eq 'a'", "a1 a2 a3" },
        { "PartitionKey eq 'a' and RowKey gt 'a1'", "a2 a3" },
        { "PartitionKey ge 'a' and PartitionKey lt 'b'", "a1 a2 a3" },
        { "RowKey le 'a2'", "a1 a2" },
        { "Text eq 'it''s'", "a2" },
        { "Text ne 'it''s' and PartitionKey eq 'a'", "a1 a3" },
        { "Number ge 2 and Number le 3", "a2 a3" },
        { "Big gt 9000000001L", "a2 a3 b1" },
        { "Ratio lt 1.25", "a1 a2" },
        { "Flag eq true", "a1 a3" },
        { "not (Flag eq true)", "a2 b1" },
        { $"At eq datetime'{At:yyyy-MM-ddTHH:mm:ss}Z'", "a1" },
        { $"Id eq guid'{Id}'", "a1 a2 a3 b1" },
        { "(RowKey eq 'a1' or RowKey eq 'b1') and Number lt 4", "a1" },
        { "RowKey eq 'a1' or RowKey eq 'a2' and Number eq 7", "a1" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_finds_its_rows_in_the_order_of_their_keys(string filter, string rowKeys)
    {
        var table = await Filled();

        Assert.Equal(rowKeys.Split(' '), table.Query<TableEntity>(filter).Select(row => row.RowKey));
    }

    [Fact]
    public async Task An_expression_finds_what_its_filter_would()
    {
        var table = await Filled();
        var least = 2;

        Assert.Equal(["a2", "a3"], Found(table.Query<Sample>(e => e.PartitionKey == "a" && e.Number >= least)));
        Assert.Equal(["a2", "a3", "b1"], Found(table.Query<Sample>(e => string.Compare(e.RowKey, "a1", StringComparison.Ordinal) > 0)));
        Assert.Equal(["a1", "b1"], Found(table.Query<Sample>(e => e.RowKey == "a1" || e.Big > 9_000_000_003)));
        Assert.Equal(["a2"], Found(table.Query<Sample>(e => e.Text == "it's")));
        Assert.Equal(["a2", "b1"], Found(table.Query<Sample>(e => !(e.Flag == true))));
        Assert.Equal(["a1"], Found(table.Query<Sample>(e => e.At == At)));
        Assert.Equal(["a1", "a2"], Found(table.Query<Sample>(e => e.Ratio < 1.25)));
        Assert.Equal(["a3"], table.Query<TableEntity>(e => e.GetInt32("Number") == 3).Select(e => e.RowKey));
        Assert.Equal(4, table.Query<Sample>(e => true).Count());
    }

    [Fact]
    public async Task Pages_continue_where_the_last_one_ended()
    {
        var table = await Filled();

        var pages = table.Query<TableEntity>(maxPerPage: 3).AsPages().ToList();
        var rest = table.Query<TableEntity>().AsPages(pages[0].ContinuationToken).Single();

        Assert.Equal(["a1", "a2", "a3"], pages[0].Values.Select(row => row.RowKey));
        Assert.Equal(["b1"], pages[1].Values.Select(row => row.RowKey));
        Assert.Null(pages[1].ContinuationToken);
        Assert.Equal(["b1"], rest.Values.Select(row => row.RowKey));
    }

    [Fact]
    public async Task Asynchronous_pages_are_the_same_pages()
    {
        var table = await Filled();
        var rowKeys = new List<string>();
        var sizes = new List<int>();
        await foreach (var page in table.QueryAsync<Sample>(e => e.Number < 4).AsPages(pageSizeHint: 2))
        {
            sizes.Add(page.Values.Count);
            rowKeys.AddRange(page.Values.Select(row => row.RowKey));
        }

        Assert.Equal(["a1", "a2", "a3"], rowKeys);
        Assert.Equal([2, 1], sizes.Where(size => size > 0));
    }

    [Fact]
    public async Task A_query_walks_thousands_of_rows_page_by_page()
    {
        var table = await NewTable();
        for (var i = 0; i < 1_050; i += 100)
        {
            await table.SubmitTransactionAsync(Enumerable.Range(i, Math.Min(100, 1_050 - i))
                .Select(n => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{n:00000}"))));
        }

        var pages = table.Query<TableEntity>().AsPages().ToList();

        Assert.Equal([1_000, 50], pages.Select(page => page.Values.Count));
        Assert.Equal(1_050, pages.SelectMany(page => page.Values).Select(row => row.RowKey).Distinct().Count());
    }

    [Fact]
    public async Task A_query_returns_only_the_selected_properties()
    {
        var table = await Filled();

        var row = table.Query<TableEntity>("RowKey eq 'a1'", select: ["RowKey", "Number"]).Single();

        Assert.Equal(("a1", 1, null), (row.RowKey, row.GetInt32("Number"), row.GetString("Text")));
    }

    [Fact]
    public async Task A_query_on_a_missing_table_fails_when_it_is_walked()
    {
        var rows = Service.GetTableClient("missing").QueryAsync<TableEntity>();

        await Refused(404, "TableNotFound", async () => await rows.GetAsyncEnumerator().MoveNextAsync());
    }

    private async Task<TableClient> Filled()
    {
        var table = await NewTable();
        await table.AddEntityAsync(Row("b", "b1", 4, "late", flag: false));
        await table.AddEntityAsync(Row("a", "a3", 3, "third", flag: true));
        await table.AddEntityAsync(Row("a", "a1", 1, "first", flag: true));
        await table.AddEntityAsync(Row("a", "a2", 2, "it's", flag: false));
        return table;
    }

    private static Sample Row(string partitionKey, string rowKey, int number, string text, bool flag) => new()
    {
        PartitionKey = partitionKey,
        RowKey = rowKey,
        Number = number,
        Big = 9_000_000_000 + number,
        Ratio = number / 2.0,
        Text = text,
        Flag = flag,
        At = At.AddDays(number - 1),
        Id = Id,
    };

    private static IEnumerable<string> Found(IEnumerable<Sample> rows) => rows.Select(row => row.RowKey);
}
