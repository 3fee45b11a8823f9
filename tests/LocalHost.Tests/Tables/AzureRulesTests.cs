using Azure;
using Azure.Data.Tables;
using Testing.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>Rules that Azure has and Azurite has not, or not so.</summary>
public sealed class AzureRulesTests
{
    private readonly TableService _service = new();
    private readonly TableClient _table;

    public AzureRulesTests()
    {
        _table = new TableClient(TableService.ConnectionString, "rules", new TableClientOptions { Transport = _service.Transport });
        _table.Create();
    }

    public static TheoryData<string> IllegalKeys => new("a/b", "a\\b", "a#b", "a?b", "a\u0000", "\u001f", "\u007f", "\u009f", "a\tb");

    [Theory]
    [MemberData(nameof(IllegalKeys))]
    [Trait("Fault", "68")]
    public void A_key_with_an_illegal_character_is_refused_wherever_it_stands(string key)
    {
        Refused("OutOfRangeInput", () => _table.AddEntity(new TableEntity(key, "r")));
        Refused("OutOfRangeInput", () => _table.AddEntity(new TableEntity("p", key)));
        Refused("OutOfRangeInput", () => _table.UpsertEntity(new TableEntity("p", key)));
        Refused("OutOfRangeInput", () => _table.GetEntity<TableEntity>("p", key));
        var failure = Assert.Throws<TableTransactionFailedException>(() => _table.SubmitTransaction(
            [new(TableTransactionActionType.Add, new TableEntity("p", "a")), new(TableTransactionActionType.Add, new TableEntity("p", key))]));

        Assert.Equal(("OutOfRangeInput", 1), (failure.ErrorCode, failure.FailedTransactionActionIndex));
        NothingWasWritten();
    }

    [Theory]
    [InlineData("%")]
    [InlineData("100%41")]
    [InlineData("a+b")]
    [InlineData(" leading and trailing ")]
    [InlineData("")]
    [Trait("Fault", "68")]
    public void A_key_with_a_troublesome_but_legal_character_is_taken(string key)
    {
        _table.UpsertEntity(new TableEntity(key, key) { ["V"] = 1 });
        _table.SubmitTransaction([new(TableTransactionActionType.UpdateMerge, new TableEntity(key, key) { ["W"] = 2 })]);

        var row = _table.GetEntity<TableEntity>(key, key).Value;
        Assert.Equal((key, 1, 2), (row.RowKey, row.GetInt32("V"), row.GetInt32("W")));
    }

    [Fact]
    [Trait("Fault", "68")]
    public void A_key_has_at_most_1024_characters()
    {
        var longest = new string('k', 1_024);
        _table.AddEntity(new TableEntity(longest, longest));

        Refused("KeyValueTooLarge", () => _table.AddEntity(new TableEntity("p", longest + "k")));

        Assert.Equal(longest, _table.Query<TableEntity>().Single().RowKey);
    }

    [Fact]
    public void A_time_before_1601_is_refused()
    {
        _table.AddEntity(new TableEntity("p", "r") { ["At"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) });

        Refused("OutOfRangeInput", () => _table.AddEntity(new TableEntity("p", "s") { ["At"] = DateTimeOffset.MinValue }));
    }

    [Fact]
    public void A_property_is_named_like_an_identifier()
    {
        Refused("PropertyNameInvalid", () => _table.AddEntity(new TableEntity("p", "r") { ["a-b"] = 1 }));
        Refused("PropertyNameInvalid", () => _table.AddEntity(new TableEntity("p", "r") { ["1a"] = 1 }));
        Refused("PropertyNameTooLong", () => _table.AddEntity(new TableEntity("p", "r") { [new string('n', 256)] = 1 }));
        NothingWasWritten();
    }

    [Fact]
    public async Task A_deleted_tables_name_stays_taken_for_a_while()
    {
        _service.DeletionTime = TimeSpan.FromMinutes(1);
        await _table.DeleteAsync();

        var creation = await Assert.ThrowsAsync<RequestFailedException>(() => _table.CreateIfNotExistsAsync());
        var insert = await Assert.ThrowsAsync<RequestFailedException>(() => _table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((409, "TableBeingDeleted"), (creation.Status, creation.ErrorCode));
        Assert.Equal((409, "TableBeingDeleted"), (insert.Status, insert.ErrorCode));
    }

    [Fact]
    public void Table_names_differ_by_more_than_case()
    {
        var service = new TableServiceClient(TableService.ConnectionString, new TableClientOptions { Transport = _service.Transport });

        Refused("TableAlreadyExists", () => service.CreateTable("RULES"), 409);
        Refused("InvalidResourceName", () => service.CreateTable("no-good"));
        Refused("InvalidResourceName", () => service.CreateTable("ab"));
        Refused("InvalidResourceName", () => service.CreateTable("1abc"));
        service.GetTableClient("RULES").AddEntity(new TableEntity("p", "r"));
        Assert.Equal("r", _table.Query<TableEntity>().Single().RowKey);
    }

    private static void Refused(string code, Action action, int status = 400)
    {
        var failure = Assert.Throws<RequestFailedException>(action);
        Assert.Equal((status, code), (failure.Status, failure.ErrorCode));
    }

    private void NothingWasWritten() => Assert.Empty(_service.Export());
}
