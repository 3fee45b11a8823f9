using Azure;
using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public abstract partial class TableSuite
{
    [Fact]
    public async Task A_row_is_added_only_once()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1 });

        await Refused(409, "EntityAlreadyExists", () => table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 2 }));

        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("V"));
    }

    [Fact]
    public async Task An_update_needs_the_ETag_that_the_row_has()
    {
        var table = await NewTable();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1 })).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["V"] = 2 }, first)).Headers.ETag!.Value;

        await Refused(412, "UpdateConditionNotSatisfied", () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["V"] = 3 }, first));

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.NotEqual(first, second);
        Assert.Equal((2, second), (row.GetInt32("V"), row.ETag));
    }

    [Fact]
    public async Task An_update_needs_a_row()
    {
        var table = await NewTable();

        await Refused(404, "ResourceNotFound", () => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));

        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task Any_ETag_will_do_for_an_unconditional_update()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1 });
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["V"] = 2 }, ETag.All, TableUpdateMode.Replace);

        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("V"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task A_merge_keeps_what_it_does_not_name_and_a_replacement_drops_it(TableUpdateMode mode, int? kept)
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "updated") { ["Old"] = 1, ["V"] = 1 });
        await table.AddEntityAsync(new TableEntity("p", "upserted") { ["Old"] = 1, ["V"] = 1 });
        await table.UpdateEntityAsync(new TableEntity("p", "updated") { ["V"] = 2L }, ETag.All, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "upserted") { ["V"] = 2L }, mode);

        var rows = table.Query<TableEntity>().ToList();

        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal((kept, 2L), (row.GetInt32("Old"), row.GetInt64("V"))));
    }

    [Fact]
    public async Task Updates_and_upserts_merge_unless_told_otherwise()
    {
        var table = await NewTable();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 });
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["C"] = 3 }, ETag.All);

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((1, 2, 3), (row.GetInt32("A"), row.GetInt32("B"), row.GetInt32("C")));
    }

    [Fact]
    public async Task A_deletion_needs_the_ETag_that_the_row_has_if_one_is_given()
    {
        var table = await NewTable();
        var stale = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        var current = (await table.UpsertEntityAsync(new TableEntity("p", "r") { ["V"] = 1 })).Headers.ETag!.Value;

        await Refused(412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "r", stale));

        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", current)).Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Deleting_a_row_that_is_not_there_is_answered_and_not_thrown()
    {
        var table = await NewTable();

        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
        Assert.Equal(404, table.DeleteEntity(new TableEntity("p", "r")).Status);
    }

    [Fact]
    public async Task Every_operation_has_a_synchronous_form()
    {
        var table = Service.GetTableClient($"t{Guid.NewGuid():N}");
        table.Create();
        var etag = table.AddEntity(new TableEntity("p", "r") { ["V"] = 1 }).Headers.ETag!.Value;
        table.UpdateEntity(new TableEntity("p", "r") { ["V"] = 2 }, etag);
        table.UpsertEntity(new TableEntity("p", "s") { ["V"] = 3 });
        table.SubmitTransaction([new(TableTransactionActionType.Add, new TableEntity("p", "t"))]);

        Assert.Equal(2, table.GetEntity<TableEntity>("p", "r").Value.GetInt32("V"));
        Assert.False(table.GetEntityIfExists<TableEntity>("p", "x").HasValue);
        Assert.Equal(["r", "s", "t"], table.Query<TableEntity>().Select(row => row.RowKey));
        Assert.Equal(204, table.DeleteEntity("p", "s").Status);
        Assert.Equal(204, table.Delete().Status);
        await Refused(404, "TableNotFound", () => table.AddEntityAsync(new TableEntity("p", "r")));
    }
}
