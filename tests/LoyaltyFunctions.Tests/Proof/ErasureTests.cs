using System.Text;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Who was erased stands in no row any more, in whatever way they were written down.</summary>
public sealed class ErasureTests
{
    private const string Ada = "600001";

    [Fact]
    [Trait("Fault", "19")]
    public void No_row_holds_a_name_or_phone_of_who_was_erased()
    {
        var stage = new Stage();
        stage.Enrol(Ada);
        stage.Change(Ada, "p1", """{"familyName":"Lovelace","phone":"+4915177777"}""");
        Assert.NotEmpty(Holding(stage, "Lovelace"));

        stage.Change(Ada, "gone", null);
        stage.Settle();

        Assert.Empty(new[] { "Ada", "Lovelace", "4915177777", "49151600001" }.SelectMany(word => Holding(stage, word)));
        Assert.Empty(stage.Faults(settled: true));
        stage.End();
    }

    private static IEnumerable<string> Holding(Stage stage, string word) => stage.World.Tables.Export()
        .Where(row => row.Properties.Values.Any(value => (value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}").Contains(word, StringComparison.Ordinal)))
        .Select(row => $"{row.Table} {row.RowKey}");
}
