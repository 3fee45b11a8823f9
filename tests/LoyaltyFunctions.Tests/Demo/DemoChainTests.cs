using System.Buffers;
using System.Text;
using Loyalty.Entries;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Demo;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoChainTests
{
    private static readonly LedgerEntry First = Seal(new() { MemberId = "m1", Sequence = 1, Kind = EntryKind.Bonus, Points = new(100), Balance = new(100) }, EntryChain.FirstPreviousHash);
    private static readonly LedgerEntry Second = Seal(new() { MemberId = "m1", Sequence = 2, Points = new(67), Balance = new(167) }, First.Hash);

    [Fact]
    public void Whole_history_fits() => Assert.Null(DemoChain.FaultOf(Member(Second, First)));

    [Fact]
    public void A_balance_that_is_not_the_sum_does_not_fit() =>
        Assert.Equal("entry 2 of Ada does not follow entry 1", DemoChain.FaultOf(Member(Second with { Balance = new(168) }, First)));

    [Fact]
    public void A_link_to_another_hash_does_not_fit() =>
        Assert.Equal("entry 2 of Ada does not follow entry 1", DemoChain.FaultOf(Member(Second with { PreviousHash = Second.Hash }, First)));

    [Fact]
    public void A_first_entry_has_no_predecessor() =>
        Assert.Equal("entry 1 of Ada has a predecessor", DemoChain.FaultOf(Member(First with { PreviousHash = First.Hash })));

    [Fact]
    public void Archived_lines_fit_what_the_hub_shows_and_may_stand_there_twice() =>
        Assert.Null(DemoChain.FaultOf([Line(First), Line(Second), Line(First)], [Member(Second, First)]));

    [Fact]
    public void An_archived_line_that_was_changed_does_not_fit()
    {
        var changed = Line(Second).Replace("\"points\":67", "\"points\":68", StringComparison.Ordinal);

        Assert.Equal("entry 2 of Ada is not what was hashed", DemoChain.FaultOf([Line(First), changed], [Member(Second, First)]));
    }

    [Fact]
    public void A_line_changed_and_hashed_again_is_not_what_the_hub_shows()
    {
        var rewritten = Seal(Second with { Points = new(68), Balance = new(168) }, First.Hash);

        Assert.Equal("entry 2 of Ada is not what was hashed", DemoChain.FaultOf([Line(rewritten)], [Member(Second, First)]));
    }

    private static LedgerEntry Seal(LedgerEntry entry, string previous)
    {
        var linked = entry with { PreviousHash = previous };
        return linked with { Hash = EntryChain.HashOf(linked) };
    }

    private static DemoMember Member(params LedgerEntry[] newestFirst) => new(
        "Ada",
        "m1",
        new BalanceView(0, 0, 0, 0, new TierBalanceView("bronze", "Bronze", 0, null, null, default), []),
        [.. newestFirst.Select(EntryView.Of)]);

    private static string Line(LedgerEntry entry)
    {
        var line = new ArrayBufferWriter<byte>();
        EntryJson.Write(entry, line);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
