using Azure;
using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public abstract partial class TableSuite
{
    [Fact]
    public async Task A_transaction_writes_all_its_rows_and_answers_each()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "gone"));
        var account = await table.AddEntityAsync(new TableEntity("p", "account") { ["Balance"] = 1L, ["Old"] = 1 });

        var answer = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "account") { ["Balance"] = 2L }, account.Headers.ETag!.Value),
            new(TableTransactionActionType.Add, new Member { PartitionKey = "p", RowKey = "entry", Name = "ü --changeset", Joined = Joined }),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "key")),
            new(TableTransactionActionType.Delete, new TableEntity("p", "gone")),
        ]);

        Assert.Equal([204, 204, 204, 204], answer.Value.Select(part => part.Status));
        var row = (await table.GetEntityAsync<TableEntity>("p", "account")).Value;
        Assert.Equal((2L, null), (row.GetInt64("Balance"), row.GetInt32("Old")));
        Assert.Equal(row.ETag, answer.Value[0].Headers.ETag);
        Assert.Equal("ü --changeset", (await table.GetEntityAsync<Member>("p", "entry")).Value.Name);
        Assert.Equal(["account", "entry", "key"], table.Query<TableEntity>().Select(found => found.RowKey));
    }

    [Fact]
    public async Task A_transaction_that_fails_names_the_action_and_writes_nothing()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "b"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "a")),
            new(TableTransactionActionType.Add, new TableEntity("p", "b")),
            new(TableTransactionActionType.Add, new TableEntity("p", "c")),
        ]));

        Assert.Equal((409, "EntityAlreadyExists", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal(["b"], table.Query<TableEntity>().Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_transaction_with_a_stale_ETag_writes_nothing()
    {
        var table = await NewTable();
        var stale = (await table.AddEntityAsync(new TableEntity("p", "account") { ["V"] = 1 })).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "account") { ["V"] = 2 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "entry")),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "account") { ["V"] = 3 }, stale),
        ]));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal(2, table.Query<TableEntity>().Single().GetInt32("V"));
    }

    [Fact]
    public async Task An_update_in_a_transaction_without_an_ETag_is_an_upsert_whatever_the_entity_says()
    {
        var table = await NewTable();
        var stale = (await table.AddEntityAsync(new TableEntity("p", "there"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "there") { ["V"] = 1 });

        await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "new") { ["V"] = 1 }),
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "there") { ["V"] = 2, ETag = stale }),
        ]);

        Assert.Equal([("new", 1), ("there", 2)], table.Query<TableEntity>().Select(row => (row.RowKey, row.GetInt32("V")!.Value)));
    }

    [Fact]
    public async Task A_transaction_may_have_a_hundred_actions()
    {
        var table = await NewTable();

        var answer = await table.SubmitTransactionAsync(Enumerable.Range(0, 100)
            .Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:000}") { ["V"] = i })));

        Assert.Equal(100, answer.Value.Count);
        Assert.Equal(Enumerable.Range(0, 100), table.Query<TableEntity>().Select(row => row.GetInt32("V")!.Value));
    }

    [Fact]
    public async Task A_transaction_with_nothing_in_it_is_refused()
    {
        var table = await NewTable();

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
    }

    [Fact]
    public async Task A_transaction_on_a_missing_table_fails_with_that()
    {
        var table = Service.GetTableClient("missing");

        await Refused(404, "TableNotFound", () =>
            table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]));
    }

    [Fact]
    public async Task Only_one_of_two_transactions_with_the_same_ETag_is_written()
    {
        var table = await NewTable();
        var etag = (await table.AddEntityAsync(new TableEntity("p", "account"))).Headers.ETag!.Value;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "account"), etag),
                    new(TableTransactionActionType.Add, new TableEntity("p", $"entry{i}")),
                ]);
                return 204;
            }
            catch (RequestFailedException failure)
            {
                return failure.Status;
            }
        }));

        Assert.Equal([204, 412, 412, 412, 412, 412, 412, 412], outcomes.Order());
        Assert.Equal(2, table.Query<TableEntity>().Count());
    }
}
