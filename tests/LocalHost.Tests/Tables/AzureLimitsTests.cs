using Azure;
using Azure.Data.Tables;
using Testing.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>How large a row may be.</summary>
[Trait("Fault", "52")]
public sealed class AzureLimitsTests
{
    private readonly TableClient _table =
        new(TableService.ConnectionString, "limits", new TableClientOptions { Transport = new TableService().Transport });

    public AzureLimitsTests() => _table.Create();

    [Fact]
    public void A_row_has_at_most_252_properties_of_its_own_also_after_a_merge()
    {
        _table.AddEntity(WithProperties("r", 0, 252));

        Refused("TooManyProperties", () => _table.AddEntity(WithProperties("s", 0, 253)));
        Refused("TooManyProperties", () => _table.UpsertEntity(WithProperties("r", 252, 1)));

        Assert.Equal(252 + 4, _table.Query<TableEntity>().Single().Count);
    }

    [Fact]
    public void A_property_has_at_most_64_KiB()
    {
        _table.AddEntity(new TableEntity("p", "r") { ["T"] = new string('ü', 32 * 1024), ["B"] = new byte[64 * 1024] });

        Refused("PropertyValueTooLarge", () => _table.AddEntity(new TableEntity("p", "s") { ["T"] = new string('x', (32 * 1024) + 1) }));
        Refused("PropertyValueTooLarge", () => _table.AddEntity(new TableEntity("p", "s") { ["B"] = new byte[(64 * 1024) + 1] }));
    }

    [Fact]
    public void A_row_has_at_most_one_MiB_also_after_a_merge()
    {
        _table.AddEntity(WithBlobs("r", 0, 15));

        Refused("EntityTooLarge", () => _table.AddEntity(WithBlobs("s", 0, 16)));
        Refused("EntityTooLarge", () => _table.UpsertEntity(WithBlobs("r", 15, 1)));

        Assert.Equal(15 + 4, _table.Query<TableEntity>().Single().Count);
    }

    private static void Refused(string code, Action action)
    {
        var failure = Assert.Throws<RequestFailedException>(action);
        Assert.Equal((400, code), (failure.Status, failure.ErrorCode));
    }

    private static TableEntity WithProperties(string rowKey, int first, int count)
    {
        var row = new TableEntity("p", rowKey);
        foreach (var i in Enumerable.Range(first, count))
        {
            row[$"P{i}"] = i;
        }

        return row;
    }

    private static TableEntity WithBlobs(string rowKey, int first, int count)
    {
        var row = new TableEntity("p", rowKey);
        foreach (var i in Enumerable.Range(first, count))
        {
            row[$"B{i}"] = new byte[64 * 1024];
        }

        return row;
    }
}
