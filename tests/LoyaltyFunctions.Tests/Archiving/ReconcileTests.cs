using System.Buffers;
using System.Text.Json;
using Loyalty.Accounts;
using Loyalty.Entries;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Archiving;

/// <summary>Every account held to its entries, and the programme's sums to the accounts.</summary>
[Trait("Fault", "115")]
public sealed class ReconcileTests : IDisposable
{
    private const string Ada = "600001";
    private const string Bob = "600002";

    private readonly Stage _stage = new();

    public void Dispose() => _stage.End();

    [Fact]
    public void What_was_issued_is_outstanding_redeemed_expired_reversed_and_adjusted()
    {
        Live();

        var run = Reconcile();

        var sums = run.GetProperty("report").GetProperty("sums");
        // Twice the welcome of 100, sales of 120 and 300 with 50 for a big basket; a refund takes 30 and the 50, 100 are redeemed, 25 taken.
        Assert.Equal(720, Sum("issued"));
        Assert.Equal((80, 100, -25, 0), (Sum("reversed"), Sum("redeemed"), Sum("adjusted"), Sum("expired")));
        Assert.Equal(720 - 80 - 100 - 25, Sum("outstanding"));
        Assert.True(sums.GetProperty("balanced").GetBoolean());
        Assert.Equal((2, 0), (run.GetProperty("members").GetInt64(), Differences(run).Count));

        long Sum(string name) => sums.GetProperty(name).GetInt64();
    }

    [Fact]
    public void Points_that_changed_hands_change_nothing_for_the_programme()
    {
        Live();
        _stage.Post("transfers", "gift", Json.Transfer(_stage.Members[Bob], _stage.Members[Ada], 100));
        _stage.WorkQueues();

        var sums = Reconcile().GetProperty("report").GetProperty("sums");

        Assert.Equal((0, 515), (sums.GetProperty("transferred").GetInt64(), sums.GetProperty("outstanding").GetInt64()));
        Assert.True(sums.GetProperty("balanced").GetBoolean());
    }

    [Fact]
    public void Points_that_expired_are_accounted_for()
    {
        Live();
        _stage.Pass(TimeSpan.FromDays(800));
        _stage.Run(process => process.StartRuns());
        _stage.WorkQueues();

        var sums = Reconcile().GetProperty("report").GetProperty("sums");

        Assert.Equal((515, 0), (sums.GetProperty("expired").GetInt64(), sums.GetProperty("outstanding").GetInt64()));
        Assert.True(sums.GetProperty("balanced").GetBoolean());
    }

    [Fact]
    public void An_entry_that_was_deleted_is_named_and_nothing_is_mended()
    {
        Live();
        var entry = Row(Keys.Entry(_stage.Members[Ada], 2));
        _stage.World.Remove(entry);
        var before = Ledger();

        var run = Reconcile();

        var difference = Assert.Single(Differences(run));
        Assert.Equal((_stage.Members[Ada], 2), (difference.GetProperty("memberId").GetString(), difference.GetProperty("seq").GetInt64()));
        Assert.Equal(("entry 2", "entry 3 comes next"), (difference.GetProperty("expected").GetString(), difference.GetProperty("found").GetString()));
        Assert.False(run.GetProperty("report").GetProperty("sums").GetProperty("balanced").GetBoolean());
        Assert.Equal(before, Ledger());
    }

    [Fact]
    public void An_entry_whose_points_were_changed_is_named()
    {
        Live();
        var row = Row(Keys.Entry(_stage.Members[Ada], 2));
        var entry = EntryJson.Read((byte[])row.Properties["Content"]);
        Put(row, output => EntryJson.Write(entry with { Points = new(500) }, output));

        var difference = Assert.Single(Differences(Reconcile()));

        Assert.Equal((2, "a hash that fits the entry"), (difference.GetProperty("seq").GetInt64(), difference.GetProperty("expected").GetString()));
    }

    [Fact]
    public void An_account_with_another_balance_is_named_with_the_one_that_is_expected()
    {
        Live();
        var row = Row(Keys.Account(_stage.Members[Bob]));
        var account = AccountJson.Read((byte[])row.Properties["Content"]);
        Put(row, output => AccountJson.Write(account with { Balance = new(1_000_450) }, output));

        var run = Reconcile();

        var difference = Assert.Single(Differences(run));
        Assert.Equal(("balance 450", "balance 1000450"), (difference.GetProperty("expected").GetString(), difference.GetProperty("found").GetString()));
        Assert.False(run.GetProperty("report").GetProperty("sums").GetProperty("balanced").GetBoolean());
    }

    [Fact]
    public void An_account_that_was_put_back_to_an_older_state_is_named_with_its_next_entry()
    {
        Live();
        var older = Row(Keys.Account(_stage.Members[Bob]));
        _stage.Post($"members/{_stage.Members[Bob]}/adjustments", "late", Json.Adjust(5));
        _stage.World.Forge(older);

        var difference = Assert.Single(Differences(Reconcile()));

        Assert.Equal((3, "entry 3"), (difference.GetProperty("seq").GetInt64(), difference.GetProperty("found").GetString()));
    }

    [Fact]
    public void Entries_without_an_account_are_named()
    {
        Live();
        _stage.World.Remove(Row(Keys.Account(_stage.Members[Bob])));

        var difference = Assert.Single(Differences(Reconcile()));

        Assert.Equal((_stage.Members[Bob], "an account"), (difference.GetProperty("memberId").GetString(), difference.GetProperty("expected").GetString()));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void A_difference_that_goes_while_the_member_is_looked_at_again_is_none(int queriesLater, int expected)
    {
        Live();
        var older = Row(Keys.Account(_stage.Members[Bob]));
        _stage.Post($"members/{_stage.Members[Bob]}/adjustments", "late", Json.Adjust(5));
        var newer = Row(Keys.Account(_stage.Members[Bob]));
        _stage.World.Forge(older);
        // One query a range of members; where a difference shows, two more for each look at its member.
        var range = MemberRange.Of(1).TakeWhile(part => string.CompareOrdinal(part.To, _stage.Members[Bob]) < 0).Count();
        var queries = 0;
        _stage.Harm(request =>
        {
            if (request.Name == "Accounts: Query" && queries++ == range + queriesLater)
            {
                _stage.World.Forge(newer);
            }

            return null;
        });

        Assert.Equal(expected, Differences(Reconcile()).Count);
    }

    [Fact]
    public void A_member_with_thousands_of_entries_is_folded_like_any_other()
    {
        Live();
        for (var i = 0; i < 2_100; i++)
        {
            _stage.Post($"members/{_stage.Members[Ada]}/adjustments", $"many {i}", Json.Adjust(1));
        }

        var run = Reconcile();

        Assert.Empty(Differences(run));
        Assert.Equal(2_107, run.GetProperty("report").GetProperty("entries").GetInt64());
    }

    private void Live()
    {
        _stage.Enrol(Ada);
        _stage.Enrol(Bob);
        Buy(Ada, "r1", "120.00");
        _stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"));
        Buy(Bob, "r2", "300.00");
        _stage.Post($"members/{_stage.Members[Ada]}/redemptions", "now", Json.Redeem(100, capture: true));
        _stage.Post($"members/{_stage.Members[Ada]}/adjustments", "a1", Json.Adjust(-25));
    }

    private void Buy(string card, string receipt, string total) =>
        _stage.Post($"members/{_stage.Members[card]}/purchases", "buy " + receipt, Json.Sale(receipt, total));

    private JsonElement Reconcile()
    {
        _stage.Run(process => process.Reconcile());
        _stage.WorkQueues();
        var run = _stage.LastRun("reconcile");
        Assert.True(run.TryGetProperty("finishedAt", out _));
        return run;
    }

    private static IReadOnlyList<JsonElement> Differences(JsonElement run) => [.. run.GetProperty("report").GetProperty("first").EnumerateArray()];

    private TableRow Row(string rowKey) => _stage.World.Tables.Export().Single(row => row.RowKey == rowKey);

    private string Ledger() => string.Join('\n', _stage.World.Tables.Export().Where(row => row.Table == Names.Tables.Accounts));

    private void Put(TableRow row, Action<IBufferWriter<byte>> write)
    {
        var content = new ArrayBufferWriter<byte>();
        write(content);
        _stage.World.Forge(row with { Properties = new Dictionary<string, object>(row.Properties) { ["Content"] = content.WrittenSpan.ToArray() } });
    }
}
