using Azure;
using Azure.Data.Tables;
using Testing.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>What Azure refuses in a transaction and Azurite lets pass.</summary>
[Trait("Fault", "52")]
public sealed class AzureBatchRulesTests
{
    private readonly TableService _service = new();
    private readonly TableClient _table;

    public AzureBatchRulesTests()
    {
        _table = new TableClient(TableService.ConnectionString, "rules", new TableClientOptions { Transport = _service.Transport });
        _table.Create();
    }

    [Fact]
    public void A_transaction_has_at_most_a_hundred_actions() =>
        Refused("InvalidInput", 100, Enumerable.Range(0, 101).Select(i => new TableEntity("p", $"{i}")));

    [Fact]
    public void A_transaction_stays_in_one_partition() =>
        Refused("CommandsInBatchActOnDifferentPartitions", 1, [new TableEntity("p", "a"), new TableEntity("q", "b")]);

    [Fact]
    public void A_transaction_names_each_row_once() =>
        Refused("InvalidDuplicateRow", 2, [new TableEntity("p", "a"), new TableEntity("p", "b"), new TableEntity("p", "a")]);

    [Fact]
    public void A_transaction_has_less_than_4_MiB()
    {
        var rows = Enumerable.Range(0, 5).Select(i => Large($"{i}"));

        var failure = Assert.Throws<RequestFailedException>(() => Submit(rows));

        Assert.Equal((413, "RequestBodyTooLarge"), (failure.Status, failure.ErrorCode));
        Assert.Empty(_service.Export());
        Submit([Large("0"), Large("1"), Large("2")]);
        Assert.Equal(3, _service.CountRows("rules"));
    }

    [Fact]
    public void A_row_that_breaks_a_rule_fails_the_transaction_at_its_place() =>
        Refused("PropertyValueTooLarge", 1, [new TableEntity("p", "a"), new TableEntity("p", "b") { ["T"] = new string('x', 40_000) }]);

    private static TableEntity Large(string rowKey)
    {
        var row = new TableEntity("p", rowKey);
        for (var i = 0; i < 10; i++)
        {
            row[$"B{i}"] = new byte[64 * 1024];
        }

        return row;
    }

    private void Submit(IEnumerable<TableEntity> rows) =>
        _table.SubmitTransaction(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));

    private void Refused(string code, int index, IEnumerable<TableEntity> rows)
    {
        var failure = Assert.Throws<TableTransactionFailedException>(() => Submit(rows));

        Assert.Equal((400, code, index), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Empty(_service.Export());
    }
}
