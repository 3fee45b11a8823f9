using Azure;
using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public abstract partial class TableSuite
{
    public static TheoryData<string> UnusualKeys => new(
        "it's", "''", "a b", "a&b=c", "a:b,c;d", "(x)", "ünï-世界", "~!@$^*_-.", "\"quoted\"", "<tag>", "[1]{2}|`");

    [Fact]
    public async Task A_row_comes_back_with_every_type_as_it_went()
    {
        var table = await NewTable();
        var at = new DateTimeOffset(2026, 3, 29, 1, 30, 15, TimeSpan.Zero).AddTicks(1234567);
        var id = Guid.Parse("0b9f5f3e-6a2c-4c0e-9f63-1f2d3c4b5a69");
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = "Grüße, 世界 🌍 \"quoted\" \\ / <&>\u2028\r\n\t",
            ["Yes"] = true,
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["Double"] = 0.1 + 0.2,
            ["Whole"] = 3.0,
            ["At"] = at,
            ["Utc"] = at.UtcDateTime,
            ["Id"] = id,
            ["Bytes"] = new byte[] { 0, 255, 16 },
            ["Data"] = new BinaryData([1, 2]),
        });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal("Grüße, 世界 🌍 \"quoted\" \\ / <&>\u2028\r\n\t", row.GetString("Text"));
        Assert.True(row.GetBoolean("Yes"));
        Assert.Equal(int.MinValue, row.GetInt32("Int"));
        Assert.Equal(long.MaxValue, row.GetInt64("Long"));
        Assert.Equal(0.1 + 0.2, row.GetDouble("Double"));
        Assert.Equal(3.0, row.GetDouble("Whole"));
        Assert.Equal(at, row.GetDateTimeOffset("At"));
        Assert.Equal(at.UtcDateTime, row.GetDateTime("Utc"));
        Assert.Equal(id, row.GetGuid("Id"));
        Assert.Equal([0, 255, 16], row.GetBinary("Bytes"));
        Assert.Equal([1, 2], row.GetBinaryData("Data").ToArray());
        Assert.Equal(("p", "r"), (row.PartitionKey, row.RowKey));
        Assert.NotEqual(default, row.ETag);
        Assert.InRange(row.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(9_007_199_254_740_993L)]
    [InlineData(long.MinValue)]
    public async Task A_long_keeps_every_digit(long value)
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = value });

        Assert.Equal(value, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt64("V"));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-12.5)]
    [InlineData(1e300)]
    [InlineData(double.Epsilon)]
    [InlineData(123456789012345680.0)]
    public async Task A_double_keeps_its_value_and_stays_a_double(double value)
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = value });

        Assert.Equal(value, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetDouble("V"));
    }

    [Theory]
    [MemberData(nameof(UnusualKeys))]
    public async Task A_row_is_found_by_an_unusual_key(string key)
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity(key, key) { ["V"] = 1 });
        await table.UpdateEntityAsync(new TableEntity(key, key) { ["V"] = 2 }, ETag.All);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, new TableEntity(key, key) { ["V"] = 3 })]);

        var row = (await table.GetEntityAsync<TableEntity>(key, key)).Value;
        var found = table.Query<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key}")).Single();
        var deletion = await table.DeleteEntityAsync(key, key);

        Assert.Equal((key, key, 3), (row.PartitionKey, row.RowKey, row.GetInt32("V")));
        Assert.Equal(key, found.RowKey);
        Assert.Equal(204, deletion.Status);
    }

    [Fact]
    public async Task A_missing_row_is_no_value_when_asked_if_it_exists_and_an_error_otherwise()
    {
        var table = await NewTable();

        var answer = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.False(answer.HasValue);
        Assert.Equal(404, answer.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => answer.Value);
        await Refused(404, "ResourceNotFound", () => table.GetEntityAsync<TableEntity>("p", "r"));
    }

    [Fact]
    public async Task A_row_that_exists_has_a_value_and_its_ETag()
    {
        var table = await NewTable();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 7 });

        var answer = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(answer.HasValue);
        Assert.Equal(7, answer.Value!.GetInt32("V"));
        Assert.Equal(added.Headers.ETag, answer.Value.ETag);
    }

    [Fact]
    public async Task Only_the_selected_properties_come_back()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2, ["C"] = 3L });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r", ["A", "C"])).Value;

        Assert.Equal((1, null, 3L), (row.GetInt32("A"), row.GetInt32("B"), row.GetInt64("C")));
    }

    [Fact]
    public async Task A_null_property_is_not_stored_and_does_not_clear_one_that_is()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = "kept", ["B"] = null });
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = null });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal("kept", row.GetString("A"));
        Assert.False(row.ContainsKey("B"));
    }

    [Fact]
    public async Task A_long_text_comes_back_whole()
    {
        var text = new string('ü', 32_000);
        var table = await NewTable();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = text });

        Assert.Equal(text, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetString("Text"));
    }
}
