using System.Text;
using Loyalty.Accounts;
using Loyalty.Entries;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Accounts;

public class AccountTests
{
    private const string Noon = "2026-11-03T12:00Z";

    [Fact]
    public void A_new_account_is_in_the_lowest_tier_and_holds_nothing()
    {
        var view = NewAccount(Sample).At(Instant(Noon), Sample);

        Assert.Equal((Points.Zero, "bronze", "silver"), (view.Points, view.Tier.Id, view.Tier.NextTier));
        Assert.Empty(view.Expiring);
    }

    [Fact]
    public void An_entry_that_does_not_follow_the_head_breaks_the_chain()
    {
        var account = NewAccount(Sample);
        var entry = account.Earn(Sample, Sale("10.00"), Noon).Entries[0];

        Assert.StartsWith("I3", Broken(account, entry with { Sequence = 2 }));
        Assert.StartsWith("I3", Broken(account, entry with { MemberId = "m2" }));
        Assert.StartsWith("I3", Broken(account, entry with { PreviousHash = entry.Hash }));
        Assert.StartsWith("I3", Broken(account.Apply(entry), entry));
    }

    [Fact]
    public void An_entry_whose_sums_are_wrong_breaks_an_invariant()
    {
        var account = NewAccount(Sample);
        var entry = account.Earn(Sample, Sale("10.00"), Noon).Entries[0];

        Assert.StartsWith("I1", Broken(account, entry with { Balance = new Points(11) }));
        Assert.StartsWith("I4", Broken(account, entry with { Lots = [] }));
        Assert.StartsWith("I4", Broken(account, entry with { Lots = [entry.Lots[0] with { Points = new Points(11) }] }));
        Assert.StartsWith("I4", Broken(account, entry with { Lots = [.. entry.Lots, new LotChange(9, default, default, new Points(-1))] }));
        Assert.StartsWith("I9", Broken(account, entry with { Reservation = new("r", ReservationStep.Captured, Points.Zero, default, null, []) }));
        Assert.StartsWith("I8", Broken(account with { Status = AccountStatus.Erased }, entry));
    }

    [Fact]
    public void Nothing_is_due_where_nothing_waits()
    {
        var account = NewAccount(Sample);

        Assert.All(Enum.GetValues<DueKind>(), kind => Assert.Null(account.NextDue(kind, Sample)));
    }

    [Fact]
    public void Points_that_never_expire_are_never_due_and_never_expiring()
    {
        var programme = Rules("""{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"} }""");
        var account = NewAccount(programme).Earned(programme, "10.00", Noon);

        Assert.Null(account.NextDue(DueKind.Expiry, programme));
        Assert.Empty(account.At(Instant(Noon), programme).Expiring);
    }

    [Fact]
    public void A_very_busy_account_joins_its_lots()
    {
        var account = NewAccount(Sample);
        for (var sale = 0; sale < 1_100; sale++)
            account = account.Earned(Sample, "1.00", Noon);

        Assert.Equal(1_000, account.Lots.Count);
        Assert.Equal(new Points(101), account.Lots[^1].Remaining);
        Assert.InRange(Encoding.UTF8.GetByteCount(account.Text()), 1, 64 * 1024);
    }

    [Fact]
    public void Very_many_pending_purchases_join_and_can_still_be_refunded()
    {
        var programme = Rules(
            """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"} }""", """ "pending": {"for": "P14D"} """);
        var shop = new Shop(programme);
        for (var sale = 0; sale < 230; sale++)
            shop.Buys(Sale("2.00"), Noon);

        shop.Refunds("1.00", Noon);

        Assert.Equal((200, new Points(459)), (shop.Account.Pending.Count, shop.Account.At(Instant(Noon), programme).Pending));
        Assert.Equal((Points.Zero, new Points(-1)), (shop.Last.Points, shop.Last.PendingPoints));
    }

    [Fact]
    [Trait("Fault", "112")]
    public void A_row_with_fields_of_a_newer_version_is_read()
    {
        var text = NewAccount(Sample).Earned(Sample, "10.00", Noon).Text();
        var newer = text.Replace("{\"id\"", "{\"zz\":[1,{}],\"id\"", StringComparison.Ordinal);

        Assert.Equal(text, AccountJson.Read(Encoding.UTF8.GetBytes(newer)).Text());
    }

    [Fact]
    public void What_is_no_account_is_a_format_error() =>
        Assert.All((string[])["", "[]", "{}", "{\"id\":1}"], text => Assert.Throws<FormatException>(() => AccountJson.Read(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void An_account_without_entries_cannot_be_rebuilt() => Assert.Throws<InvalidOperationException>(() => Account.Rebuild([]));

    private static string Broken(Account account, LedgerEntry entry) =>
        Assert.Throws<InvalidOperationException>(() => account.Apply(entry)).Message;
}
