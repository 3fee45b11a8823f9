using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public abstract partial class TableSuite
{
    [Fact]
    public async Task A_table_is_created_once_and_found_when_it_exists()
    {
        var name = $"t{Guid.NewGuid():N}";

        Assert.Equal(name, (await Service.CreateTableAsync(name)).Value.Name);
        await Refused(409, "TableAlreadyExists", () => Service.CreateTableAsync(name));
        Assert.Equal(name, (await Service.CreateTableIfNotExistsAsync(name)).Value.Name);
        Assert.Equal(name, Service.GetTableClient(name).CreateIfNotExists().Value.Name);
    }

    [Fact]
    public async Task A_table_can_be_deleted_and_deleting_it_again_is_no_error()
    {
        var table = await NewTable();

        Assert.Equal(204, (await table.DeleteAsync()).Status);
        Assert.Equal(404, (await table.DeleteAsync()).Status);
        Assert.Equal(404, (await Service.DeleteTableAsync("missing")).Status);
        Assert.DoesNotContain(Service.Query(), found => found.Name == table.Name);
    }

    [Fact]
    public async Task Tables_are_listed_and_filtered_by_name()
    {
        var prefix = $"x{Guid.NewGuid():N}"[..20];
        foreach (var suffix in new[] { "b", "a", "c" })
        {
            await Service.CreateTableAsync(prefix + suffix);
        }

        var last = prefix + "c";
        var some = Service.Query($"TableName ge '{prefix}' and TableName lt '{last}'").Select(table => table.Name).Order();

        Assert.Equal([prefix + "a", prefix + "b"], some);
        Assert.Equal([last], Service.Query(table => table.Name == last).Select(table => table.Name));
        Assert.Equal([last], Service.Query((FormattableString)$"TableName eq {last}").Select(table => table.Name));
    }

    [Fact]
    public async Task A_missing_table_is_told_from_a_missing_row()
    {
        var table = Service.GetTableClient("missing");

        await Refused(404, "TableNotFound", () => table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }
}
