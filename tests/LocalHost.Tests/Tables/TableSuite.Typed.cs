using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public abstract partial class TableSuite
{
    private static readonly DateTimeOffset Joined = new(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(1));

    [Fact]
    public async Task A_class_comes_back_with_every_property_as_it_went()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new Member
        {
            PartitionKey = "p",
            RowKey = "r",
            Name = "Zoë",
            Points = long.MaxValue / 4,
            Visits = 3,
            Rate = 2,
            Active = true,
            Level = Level.Gold,
            Joined = Joined,
            Left = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            Id = Guid.Parse("0b9f5f3e-6a2c-4c0e-9f63-1f2d3c4b5a69"),
            Photo = [9, 8],
            Lots = BinaryData.FromString("lots"),
            HomeStore = "17",
            Ignored = "no",
        });

        var member = (await table.GetEntityAsync<Member>("p", "r")).Value;

        Assert.Equal(("Zoë", long.MaxValue / 4, 3, 2.0, true), (member.Name, member.Points, member.Visits, member.Rate, member.Active));
        Assert.Equal((Level.Gold, null, Joined), (member.Level, member.Next, member.Joined));
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), member.Left);
        Assert.Equal(DateTimeKind.Utc, member.Left!.Value.Kind);
        Assert.Equal(Guid.Parse("0b9f5f3e-6a2c-4c0e-9f63-1f2d3c4b5a69"), member.Id);
        Assert.Equal([9, 8], member.Photo);
        Assert.Equal("lots", member.Lots!.ToString());
        Assert.Equal(("17", null), (member.HomeStore, member.Ignored));
        Assert.NotEqual(default, member.ETag);
        Assert.NotNull(((ITableEntity)member).Timestamp);
    }

    [Fact]
    public async Task A_class_is_stored_under_its_data_member_names_with_enums_by_name()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new Member { PartitionKey = "p", RowKey = "r", Points = 21, Level = Level.Gold, HomeStore = "17", Ignored = "no", Joined = Joined });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(("Gold", "17", 42L), (row.GetString("Level"), row.GetString("home_store"), row.GetInt64("Doubled")));
        Assert.False(row.ContainsKey("Ignored"));
        Assert.False(row.ContainsKey("HomeStore"));
        Assert.False(row.ContainsKey("Name"));
    }

    [Fact]
    public async Task A_class_ignores_stored_properties_that_it_does_not_have()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "A", ["Newer"] = 5L, ["At"] = DateTimeOffset.UnixEpoch, ["Points"] = 6L });

        var member = (await table.GetEntityAsync<Member>("p", "r")).Value;

        Assert.Equal(("A", 6L), (member.Name, member.Points));
    }

    [Fact]
    public async Task A_local_time_is_refused_before_it_is_sent()
    {
        var table = await NewTable();
        var row = new TableEntity("p", "r") { ["At"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) };

        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(row));
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Price"] = 1.5m }));
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_class_with_a_property_that_no_table_can_hold_is_refused()
    {
        var table = await NewTable();

        var failure = await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new Priced { PartitionKey = "p", RowKey = "r" }));

        Assert.Contains("Decimal", failure.Message, StringComparison.Ordinal);
    }
}
