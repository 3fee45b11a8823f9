using System.Text;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests;

/// <summary>What holds after every step of any history. A failure names the seed of its history.</summary>
public class ArbitraryHistories
{
    internal static readonly Programme Busy = Rules(
        """
        {"id": "base", "on": "purchase", "points": {"amount": 1, "per": "0.70"} },
        {"id": "coffee", "on": "purchase", "when": {"categories": ["coffee"]}, "points": {"multiply": "1.7"} },
        {"id": "basket", "on": "purchase", "when": {"minTotal": "60.00"}, "points": {"fixed": 20}, "limit": {"points": 50, "per": "month"} },
        {"id": "sku", "on": "purchase", "when": {"skus": ["sku1"], "minQuantity": "2"}, "points": {"fixed": 7}, "limit": {"count": 2, "per": "week"} },
        {"id": "visit", "on": "checkin", "points": {"fixed": 10}, "limit": {"count": 1, "per": "day"} }
        """,
        """
        "exclude": {"categories": ["tobacco"]}, "pending": {"for": "P3D"}, "expiry": {"after": "P2M"},
        "tiers": {"window": "P12M", "levels": [{"id": "low", "from": 0}, {"id": "high", "from": 150, "earnMultiplier": "1.25"}]},
        "redemption": {"points": 100, "worth": "1.00", "minimum": 1}
        """);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Keep_every_invariant_of_the_ledger(int seed)
    {
        var member = new RandomMember(new Random(seed), Busy);
        for (var step = 0; step < 120; step++)
        {
            member.Step();
            AssertSums(member);
        }

        Assert.Null(EntryChain.Verify(member.Entries)); // I3
        Assert.Equal(Enumerable.Range(1, member.Entries.Count).Select(number => (long)number), member.Entries.Select(entry => entry.Sequence));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Fault", "113")]
    public void Are_rebuilt_from_their_lines_to_the_same_account(int seed)
    {
        var member = new RandomMember(new Random(seed), Busy);
        for (var step = 0; step < 80; step++)
            member.Step();
        if (member.Entries.Count == 0)
            return;

        var lines = member.Entries.Select(entry => Encoding.UTF8.GetBytes(entry.Text())).ToArray();

        Assert.All(lines, line => Assert.True(EntryChain.IsIntact(line)));
        Assert.Equal(member.Account.Text(), Account.Rebuild(lines.Select(line => EntryJson.Read(line))).Text());
        Assert.Equal(member.Account.Text(), AccountJson.Read(Encoding.UTF8.GetBytes(member.Account.Text())).Text());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Fault", "43")]
    public void Caught_up_late_are_as_if_caught_up_daily(int seed)
    {
        var member = new RandomMember(new Random(seed), Busy);
        for (var step = 0; step < 40; step++)
            member.Step();
        var end = member.Now.AddDays(100);

        var late = CatchUpTo(member.Account, end);
        var daily = (member.Account, Entries: new List<LedgerEntry>());
        for (var day = member.Now; day <= end; day = day.AddHours(7))
            daily = Then(daily, CatchUpTo(daily.Account, day));
        daily = Then(daily, CatchUpTo(daily.Account, end));

        Assert.Equal(Effects(late.Entries), Effects(daily.Entries));
        Assert.Equal(late.Account.Balance, daily.Account.Balance);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Fault", "90")]
    public void Refunded_in_ten_parts_or_at_once_are_the_same(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, random.Next(1, 6))
            .Select(index => new PurchaseLine($"sku{index}", RandomMember.Categories[random.Next(4)], 1_000, new Money(random.Next(10, 9_000), Currency.Get("EUR"))))
            .ToArray();
        var sale = Sale("0.00", lines) with { Total = new Money(lines.Sum(line => line.Amount.Minor), Currency.Get("EUR")) };
        var share = random.NextInt64(1, sale.Total.Minor / 10 + 1);
        var (whole, parts) = (new Shop(Busy).Buys(sale, "2026-11-03T12:00Z"), new Shop(Busy).Buys(sale, "2026-11-03T12:00Z"));

        whole.Refunds(new Money(share * 10, Currency.Get("EUR")).Format(), "2026-11-10T12:00Z");
        for (var part = 0; part < 10; part++)
            parts.Refunds(new Money(share, Currency.Get("EUR")).Format(), "2026-11-10T12:00Z");

        Assert.Equal((whole.Account.Balance, whole.Purchase.Reversed), (parts.Account.Balance, parts.Purchase.Reversed));
        Assert.Equal(whole.Purchase.Remaining, parts.Purchase.Remaining);
    }

    private static void AssertSums(RandomMember member)
    {
        var account = member.Account;
        Assert.Equal(Points.Sum(member.Entries.Select(entry => entry.Points)), account.Balance); // I1
        Assert.True(account.Debt >= Points.Zero && (account.Debt == Points.Zero || account.Lots.Count == 0)); // I4
        Assert.Equal(account.Lots.OrderBy(lot => lot.Expires).ThenBy(lot => lot.Id), account.Lots);
        Assert.All(member.Purchases.Values, purchase => Assert.InRange(purchase.Reversed.Value, 0, purchase.Facts.Earned.Value)); // I5
        var reserves = member.Entries.Count(entry => entry.Reservation?.Step == ReservationStep.Opened);
        var ends = member.Entries.Count(entry => entry.Reservation is { Step: not (ReservationStep.Opened or ReservationStep.Spent) });
        Assert.Equal(account.Reservations.Count, reserves - ends); // I9
        Assert.All(member.Entries.Where(entry => entry.Purchase is not null), entry =>
            Assert.Equal(entry.Points + entry.PendingPoints, Points.Sum(entry.Rules.Select(rule => rule.Points))));
        var view = account.At(member.Now, Busy);
        Assert.Equal(view.Points, view.Available + view.Reserved);
    }

    private static (Account Account, List<LedgerEntry> Entries) CatchUpTo(Account account, DateTimeOffset at)
    {
        var entries = new List<LedgerEntry>();
        Decision<CatchUp.Outcome> decision;
        do
        {
            decision = new CatchUp(at).Decide(account, Busy);
            account = decision.Account;
            entries.AddRange(decision.Entries);
        }
        while (decision.Outcome == CatchUp.Outcome.MoreDue);
        return (account, entries);
    }

    private static (Account Account, List<LedgerEntry> Entries) Then(
        (Account Account, List<LedgerEntry> Entries) before, (Account Account, List<LedgerEntry> Entries) more) =>
        (more.Account, [.. before.Entries, .. more.Entries]);

    private static List<string> Effects(List<LedgerEntry> entries) =>
        [.. entries.Select(entry => (entry with { RecordedAt = default, Hash = "", PreviousHash = "" }).Text())];
}
