using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>What the client promises over any table service. A derived class says which one.</summary>
public abstract class TableSuite
{
    private protected abstract TableServiceClient Service { get; }

    private protected async Task<TableClient> NewTable()
    {
        var table = Service.GetTableClient($"t{Guid.NewGuid():N}");
        await table.CreateAsync();
        return table;
    }

    [Fact]
    public async Task A_row_comes_back_with_every_type_as_it_went()
    {
        var table = await NewTable();
        var at = new DateTimeOffset(2026, 3, 29, 1, 30, 15, TimeSpan.Zero).AddTicks(1234567);
        var id = Guid.Parse("0b9f5f3e-6a2c-4c0e-9f63-1f2d3c4b5a69");
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = "Grüße, 世界 🌍 \"quoted\" \\ / <&>\u2028",
            ["Yes"] = true,
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["Double"] = 0.1 + 0.2,
            ["Whole"] = 3.0,
            ["At"] = at,
            ["Id"] = id,
            ["Bytes"] = new byte[] { 0, 255, 16 },
        });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal("Grüße, 世界 🌍 \"quoted\" \\ / <&>\u2028", row.GetString("Text"));
        Assert.True(row.GetBoolean("Yes"));
        Assert.Equal(int.MinValue, row.GetInt32("Int"));
        Assert.Equal(long.MaxValue, row.GetInt64("Long"));
        Assert.Equal(0.1 + 0.2, row.GetDouble("Double"));
        Assert.Equal(3.0, row.GetDouble("Whole"));
        Assert.Equal(at, row.GetDateTimeOffset("At"));
        Assert.Equal(id, row.GetGuid("Id"));
        Assert.Equal([0, 255, 16], row.GetBinary("Bytes"));
        Assert.NotEqual(default, row.ETag);
        Assert.NotNull(row.Timestamp);
    }

    [Fact]
    public async Task A_batch_that_fails_names_the_action_and_writes_nothing()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "b"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "a")),
            new(TableTransactionActionType.Add, new TableEntity("p", "b")),
            new(TableTransactionActionType.Add, new TableEntity("p", "c")),
        ]));

        Assert.Equal(409, failure.Status);
        Assert.Equal("EntityAlreadyExists", failure.ErrorCode);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "a")).HasValue);
    }

    [Fact]
    public async Task A_batch_writes_all_its_rows_and_answers_each()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "gone"));
        var account = await table.AddEntityAsync(new TableEntity("p", "account") { ["Balance"] = 1L });

        var answer = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "account") { ["Balance"] = 2L }, account.Headers.ETag!.Value),
            new(TableTransactionActionType.Add, new TableEntity("p", "entry") { ["Text"] = "ü" }),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "key")),
            new(TableTransactionActionType.Delete, new TableEntity("p", "gone")),
        ]);

        Assert.Equal([204, 204, 204, 204], answer.Value.Select(part => part.Status));
        var row = (await table.GetEntityAsync<TableEntity>("p", "account")).Value;
        Assert.Equal(2L, row.GetInt64("Balance"));
        Assert.Equal(row.ETag, answer.Value[0].Headers.ETag);
        Assert.Equal("ü", (await table.GetEntityAsync<TableEntity>("p", "entry")).Value.GetString("Text"));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "gone")).HasValue);
    }
}
