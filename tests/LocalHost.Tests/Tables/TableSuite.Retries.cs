using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public abstract partial class TableSuite
{
    [Fact]
    public async Task A_busy_service_is_asked_again()
    {
        var table = await NewTable();
        var transport = new FlakyTransport(Transport) { FailBefore = 2 };

        await Connect(transport).GetTableClient(table.Name).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(3, transport.Attempts);
        Assert.True((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    [Trait("Fault", "48")]
    public async Task A_lost_answer_to_an_insert_makes_the_retry_find_the_row_already_there()
    {
        var table = await NewTable();
        var transport = new FlakyTransport(Transport) { LoseAnswers = 1 };
        var client = Connect(transport).GetTableClient(table.Name);

        await Refused(409, "EntityAlreadyExists", () => client.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = "same body twice" }));

        Assert.Equal(2, transport.Attempts);
        Assert.Equal("same body twice", (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetString("Text"));
    }

    [Fact]
    [Trait("Fault", "36")]
    public async Task A_lost_answer_to_a_transaction_makes_the_retry_fail_on_its_own_rows()
    {
        var table = await NewTable();
        var etag = (await table.AddEntityAsync(new TableEntity("p", "account"))).Headers.ETag!.Value;
        var transport = new FlakyTransport(Transport) { LoseAnswers = 1 };
        var client = Connect(transport).GetTableClient(table.Name);

        await Assert.ThrowsAsync<TableTransactionFailedException>(() => client.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "account") { ["V"] = 1 }, etag),
            new(TableTransactionActionType.Add, new TableEntity("p", "entry")),
        ]));

        Assert.Equal(2, transport.Attempts);
        Assert.Equal(["account", "entry"], table.Query<TableEntity>().Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_cancelled_call_is_not_sent()
    {
        var table = await NewTable();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));

        Assert.Empty(table.Query<TableEntity>());
    }
}
