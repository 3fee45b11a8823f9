using Azure;
using Azure.Data.Tables;
using Testing.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>How Azure answers queries, and what they cost there.</summary>
public sealed class AzureQueryRulesTests
{
    private readonly TableService _service = new();
    private readonly TableClient _table;

    public AzureQueryRulesTests()
    {
        _table = new TableClient(TableService.ConnectionString, "rules", new TableClientOptions { Transport = _service.Transport });
        _table.Create();
        foreach (var partition in new[] { "a", "b", "c" })
        {
            _table.SubmitTransaction(Enumerable.Range(0, 100).Select(i => new TableTransactionAction(
                TableTransactionActionType.Add, new TableEntity(partition, $"{i:000}") { ["V"] = i })));
        }

        _service.ResetCounters();
    }

    [Fact]
    public void A_page_may_be_empty_and_yet_be_followed_by_another()
    {
        _service.ScanLimit = 60;

        var pages = _table.Query<TableEntity>("V eq 99 and PartitionKey ge 'b'").AsPages().ToList();

        Assert.Equal([0, 1, 0, 1], pages.Select(page => page.Values.Count));
        Assert.All(pages.SkipLast(1), page => Assert.NotNull(page.ContinuationToken));
        Assert.Equal(["b", "c"], pages.SelectMany(page => page.Values).Select(row => row.PartitionKey));
    }

    [Theory]
    [InlineData("PartitionKey eq 'b' and RowKey ge '010' and RowKey lt '020'", 10, 11)]
    [InlineData("PartitionKey eq 'b' and V eq 5", 1, 100)]
    [InlineData("PartitionKey gt 'a' and RowKey eq '007'", 2, 300)]
    [InlineData("V eq 5", 3, 300)]
    [InlineData("(PartitionKey eq 'a' and RowKey eq '000') or (PartitionKey eq 'c' and RowKey eq '000')", 2, 300)]
    public void Only_conditions_on_the_keys_save_looking_at_rows(string filter, int found, int scanned)
    {
        Assert.Equal(found, _table.Query<TableEntity>(filter).Count());
        Assert.Equal(scanned, _service.Counters.RowsScanned);
    }

    [Fact]
    public void Keys_are_ordered_by_their_code_units()
    {
        foreach (var key in new[] { "B", "a", "Z", "é", "10", "9" })
        {
            _table.AddEntity(new TableEntity("z", key));
        }

        Assert.Equal(["10", "9", "B", "Z", "a", "é"], _table.Query<TableEntity>("PartitionKey eq 'z'").Select(row => row.RowKey));
    }

    [Theory]
    [InlineData("V eq")]
    [InlineData("V = 5")]
    [InlineData("(V eq 5")]
    [InlineData("V eq 'it's'")]
    [InlineData("startswith(RowKey, 'a')")]
    public void What_is_no_filter_is_refused(string filter)
    {
        var failure = Assert.Throws<RequestFailedException>(() => _table.Query<TableEntity>(filter).ToList());

        Assert.Equal((400, "InvalidInput"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public void A_page_has_at_most_a_thousand_rows()
    {
        var failure = Assert.Throws<RequestFailedException>(() => _table.Query<TableEntity>(maxPerPage: 1_001).ToList());

        Assert.Equal(400, failure.Status);
    }

    [Fact]
    public void A_selected_property_that_a_row_does_not_have_is_null()
    {
        var row = _table.Query<TableEntity>("PartitionKey eq 'a' and RowKey eq '000'", select: ["V", "Missing"]).Single();

        Assert.Equal(0, row["V"]);
        Assert.True(row.ContainsKey("Missing"));
        Assert.Null(row["Missing"]);
    }
}
