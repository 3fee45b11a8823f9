using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Archiving;

/// <summary>The ledger replayed from the archive into other tables, and held against the live one.</summary>
[Trait("Fault", "113")]
public sealed class RebuildTests : IDisposable
{
    private const string Ada = "600001";
    private const string Bob = "600002";

    private readonly Stage _stage = new();

    public void Dispose() => _stage.End();

    [Fact]
    public void The_rebuilt_tables_hold_the_same_accounts_and_entries_as_the_live_ones()
    {
        Live();

        var run = Rebuild("Copy");

        Assert.Equal(RowsOf(Names.Tables.Accounts), RowsOf("CopyAccounts"));
        var report = run.GetProperty("report");
        Assert.Equal((2, 0), (run.GetProperty("members").GetInt64(), report.GetProperty("differences").GetInt64()));
        var replay = report.GetProperty("replay");
        Assert.Equal((3, 3), (replay.GetProperty("days").GetInt32(), replay.GetProperty("daysDone").GetInt32()));
        Assert.Equal((5, 5), (replay.GetProperty("entries").GetInt64(), replay.GetProperty("entriesDone").GetInt64()));
    }

    [Fact]
    public void Progress_shows_while_it_goes()
    {
        Live();

        var id = _stage.Rebuild("first", "Copy");
        Assert.False(_stage.RunOf(id).TryGetProperty("finishedAt", out _));
        Assert.True(_stage.Process.WorkShard());
        Assert.True(_stage.Process.WorkShard());

        var replay = _stage.RunOf(id).GetProperty("report").GetProperty("replay");
        Assert.Equal(("Copy", 1, 3), (replay.GetProperty("into").GetString(), replay.GetProperty("daysDone").GetInt32(), replay.GetProperty("days").GetInt32()));
        Assert.Equal((3, 4), (replay.GetProperty("entriesDone").GetInt64(), replay.GetProperty("entries").GetInt64()));
    }

    [Fact]
    public void Running_again_over_the_same_tables_ends_the_same()
    {
        Live();
        Rebuild("Copy");
        var first = RowsOf("CopyAccounts");

        var run = Rebuild("Copy", key: "again");

        Assert.Equal(0, run.GetProperty("report").GetProperty("differences").GetInt64());
        Assert.Equal(first, RowsOf("CopyAccounts"));
    }

    [Fact]
    public void An_account_that_went_on_while_the_archive_was_read_is_no_difference()
    {
        Live();
        var id = _stage.Rebuild("first", "Copy");
        for (var day = 0; day < 4; day++)
        {
            Assert.True(_stage.Process.WorkShard());
        }

        Buy(Ada, "r9");
        _stage.Enrol("600003");
        _stage.WorkQueues();

        Assert.Equal(0, _stage.RunOf(id).GetProperty("report").GetProperty("differences").GetInt64());
    }

    [Fact]
    [Trait("Fault", "60")]
    public void An_account_that_fell_behind_the_archive_is_named_with_the_entry_that_it_lacks()
    {
        Live();
        var ada = _stage.Members[Ada];
        var before = _stage.World.Tables.Export().Single(row => row.RowKey == Keys.Account(ada));
        Buy(Ada, "r9");
        _stage.World.Forge(before);

        var difference = Assert.Single(Rebuild("Copy").GetProperty("report").GetProperty("first").EnumerateArray().ToList());

        Assert.Equal((ada, 4), (difference.GetProperty("memberId").GetString(), difference.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public void A_line_of_the_archive_that_was_changed_is_named()
    {
        Live();
        var blob = _stage.World.Blobs.List(Names.Containers.Archive, "entries/")[^1];
        var text = Encoding.UTF8.GetString(_stage.World.Blobs.Read(Names.Containers.Archive, blob));
        Assert.Contains("\"points\":170,", text, StringComparison.Ordinal);
        _stage.World.Blobs.Overwrite(Names.Containers.Archive, blob, Encoding.UTF8.GetBytes(text.Replace("\"points\":170,", "\"points\":171,", StringComparison.Ordinal)));

        var first = Rebuild("Copy").GetProperty("report").GetProperty("first")[0];

        Assert.Equal((_stage.Members[Bob], 2), (first.GetProperty("memberId").GetString(), first.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public void An_entry_that_the_archive_lost_is_missed_once_it_should_be_there()
    {
        Live();
        Assert.Equal(0, Rebuild("Copy").GetProperty("report").GetProperty("differences").GetInt64());
        var blob = _stage.World.Blobs.List(Names.Containers.Archive, "entries/")[^1];
        _stage.World.Blobs.Overwrite(Names.Containers.Archive, blob, []);
        // It may be on its way into the archive still, however often one looks.
        Assert.Equal(0, Rebuild("Copy", key: "soon").GetProperty("report").GetProperty("differences").GetInt64());

        // What the runs before have left in the tables does not pass for archived.
        _stage.Pass(TimeSpan.FromHours(2));
        var first = Rebuild("Copy", key: "later").GetProperty("report").GetProperty("first")[0];

        Assert.Equal((_stage.Members[Bob], 2), (first.GetProperty("memberId").GetString(), first.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public void Two_requests_for_the_same_tables_are_one_run()
    {
        Live();

        var first = _stage.Rebuild("one", "Copy");

        Assert.Equal(first, _stage.Rebuild("two", "copy"));
        Assert.NotEqual(first, _stage.Rebuild("three", "Other"));
        _stage.WorkQueues();
        Assert.Equal(first, _stage.Rebuild("one", "Copy"));
        Assert.NotEqual(first, _stage.Rebuild("four", "Copy"));
    }

    [Fact]
    [Trait("Fault", "3")]
    public void The_same_key_for_other_tables_is_refused()
    {
        _stage.Rebuild("one", "Copy");

        Assert.Equal(422, _stage.Process.Rebuild("one", """{"into":"Other"}""")!.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("with-dash")]
    [InlineData("über")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_prefix_that_no_table_can_have_is_refused(string into)
    {
        var before = _stage.World.Tables.Export().Count();

        Assert.Equal(422, _stage.Process.Rebuild("one", $$"""{"into":"{{into}}"}""")!.Status);
        Assert.Equal(before, _stage.World.Tables.Export().Count());
        Assert.Equal(0, _stage.World.Shards.Count);
    }

    /// <summary>Three days, two of them compacted, and five entries of two members.</summary>
    private void Live()
    {
        _stage.Enrol(Ada);
        _stage.Enrol(Bob);
        Buy(Ada, "r1");
        _stage.Pass(TimeSpan.FromDays(1));
        _stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"));
        Assert.True(_stage.Process.Compact());
        _stage.WorkQueues();
        _stage.Pass(TimeSpan.FromDays(1));
        Assert.True(_stage.Process.Compact());
        _stage.WorkQueues();
        Buy(Bob, "r2");
        Assert.Equal(2, _stage.World.Blobs.List(Names.Containers.Archive, "manifests/").Count);
    }

    private void Buy(string card, string receipt) =>
        _stage.Post($"members/{_stage.Members[card]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"));

    private JsonElement Rebuild(string into, string key = "first")
    {
        var id = _stage.Rebuild(key, into);
        _stage.WorkQueues();
        var run = _stage.RunOf(id);
        Assert.True(run.TryGetProperty("finishedAt", out _));
        return run;
    }

    /// <summary>Accounts and entries by their keys, without what only one of the tables has: commits, and the run's stamp.</summary>
    private IReadOnlyList<string> RowsOf(string table) =>
    [
        .. _stage.World.Tables.Export()
            .Where(row => row.Table == table && (row.RowKey == Keys.Account(row.PartitionKey) || Keys.IsEntry(row.PartitionKey, row.RowKey)))
            .Select(row => new TableRow("", row.PartitionKey, row.RowKey, row.Properties.Where(property => property.Key is not ("Commits" or "Run")).ToDictionary()).ToString()),
    ];
}
