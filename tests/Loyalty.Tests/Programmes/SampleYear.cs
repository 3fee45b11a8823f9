using System.Security.Cryptography;
using System.Text;
using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

internal delegate long Expected(IReadOnlyList<Bought> before, Bought sale, Person person);

/// <summary>
/// A year of made-up members who join, check in and buy under a programme that ships with the hub. What must come of it is told by the test;
/// nothing of the expected figures is asked of the programme.
/// </summary>
internal sealed class SampleYear(string name, Ware[] wares, double chance, string[] places)
{
    public const int Members = 100;

    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Joined = new(2025, 12, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly Programme _programme = Programme(Text(name));

    private int _gifts;

    public long Welcome { get; init; }

    /// <summary>Points of a check-in, and the period in which they are given once.</summary>
    public (long Points, Func<DateTime, int> Period)? CheckIn { get; init; }

    public int DaysPending { get; init; }

    public required Func<DateOnly, DateOnly> LastDay { get; init; }

    public Func<IReadOnlyList<Bought>, string>? TierOf { get; init; }

    /// <summary>What the tier run leaves later on those days.</summary>
    public Func<IReadOnlyList<Bought>, IReadOnlyList<(DateOnly On, string Tier)>>? TiersAfter { get; init; }

    /// <summary>A journey that follows from a goal on purchases, and how often it must have come about.</summary>
    public (string Journey, Func<IReadOnlyList<Bought>, int> Times)? Gift { get; init; }

    /// <summary>Every receipt, and each member's balance and tier at the end of the year, and what is left of the points on a later day.</summary>
    public void Check(DateOnly later, Expected expected)
    {
        var (total, sales) = (0L, 0);
        for (var member = 1; member <= Members; member++)
        {
            var (given, count) = Check(new Person($"m{member}"), new Random(1_000 + member), later, expected);
            (total, sales) = (total + given, sales + count);
        }

        Assert.True(Gift is null || _gifts > 20, $"{_gifts} goals were reached: too few to tell.");
        Assert.True(sales > 4_000 && total > 40_000, $"{sales} sales gave {total} points: too few to tell.");
    }

    private (long Given, int Sales) Check(Person person, Random random, DateOnly later, Expected expected)
    {
        var facts = MemberFacts.None with { BirthDate = person.Born };
        var joined = new EnrolMember(Till, Joined, Joined, facts).Decide(Account.Open(person.Id, _programme, Joined), _programme);
        var (account, before, lots) = (joined.Account, new List<Bought>(), new List<(DateOnly On, long Points)> { (new DateOnly(2025, 12, 31), Welcome) });
        Assert.Equal(Welcome, joined.Entries.Sum(entry => entry.Points.Value));
        var (pending, visits, gifts) = (0L, new HashSet<int>(), 0);
        foreach (var sale in Sales(random))
        {
            if (random.Next(4) == 0)
                account = Visit(sale.At.Date.AddHours(5), account, facts, visits, lots);
            var at = new DateTimeOffset(sale.At, Berlin.GetUtcOffset(sale.At));
            var decision = new EarnPurchase(sale.Receipt(before.Count), at, at, facts).Decide(account, _programme);
            var points = expected(before, sale, person);
            Assert.Equal((sale, points), (sale, decision.Entries.Single(entry => entry.Purchase is not null).Rules.Sum(rule => rule.Points.Value)));
            account = decision.Account;
            gifts += decision.Entries.Count(entry => entry.Personal?.Journey == Gift?.Journey && entry.Personal is not null);
            before.Add(sale with { Given = points });
            lots.Add((DateOnly.FromDateTime(sale.At), points));
            pending += sale.At.Date.AddDays(DaysPending) > new DateTime(2026, 12, 31) ? points : 0;
        }

        CheckEnd(account, before, lots, pending);
        Assert.Equal(Gift?.Times(before) ?? 0, gifts);
        _gifts += gifts;
        Assert.Equal(lots.Where(lot => LastDay(lot.On) >= later).Sum(lot => lot.Points), On(later, account).Balance.Value);
        return (before.Sum(sale => sale.Given), before.Count);
    }

    private void CheckEnd(Account account, List<Bought> before, List<(DateOnly On, long Points)> lots, long pending)
    {
        var (last, end) = (new DateOnly(2026, 12, 31), On(new DateOnly(2026, 12, 31), account));
        Assert.Equal(lots.Where(lot => LastDay(lot.On) >= last).Sum(lot => lot.Points) - pending, end.Balance.Value);
        Assert.Equal(pending, end.Pending.Sum(item => item.Points.Value));
        Assert.Equal((before.Sum(sale => sale.Total), (long)before.Count), (end.SpentEver, end.PurchaseCount));
        if (TierOf is not null)
            Assert.Equal(TierOf(before), end.Tier.Id);
        foreach (var (on, tier) in TiersAfter?.Invoke(before) ?? [])
            Assert.Equal(tier, new RecalculateTier(Evening(on)).Decide(end, _programme).Account.Tier.Id);
    }

    /// <summary>Twice, for a second time is not to give anything.</summary>
    private Account Visit(DateTime at, Account account, MemberFacts facts, HashSet<int> visits, List<(DateOnly, long)> lots)
    {
        for (var again = 0; again < 2; again++)
        {
            var instant = new DateTimeOffset(at.AddMinutes(again), Berlin.GetUtcOffset(at));
            var decision = new EarnEvent(Occasions.CheckIn, Till, instant, instant, facts).Decide(account, _programme);
            var points = CheckIn is { } rule && visits.Add(rule.Period(at)) ? rule.Points : 0;
            Assert.Equal((at, points), (at, decision.Entries.Sum(entry => entry.Rules.Sum(granted => granted.Points.Value))));
            account = decision.Account;
            lots.Add((DateOnly.FromDateTime(at), points));
        }

        return account;
    }

    private Account On(DateOnly day, Account account)
    {
        while (new CatchUp(Evening(day)).Decide(account, _programme) is { Entries.Count: > 0 } due)
            account = due.Account;
        return account;
    }

    private static DateTimeOffset Evening(DateOnly day) => new(day, new TimeOnly(22, 0), TimeSpan.Zero);

    private IEnumerable<Bought> Sales(Random random)
    {
        // Each stays away for about a month, so that those come to count who stopped coming, and those who nearly did.
        var (pause, length) = (random.Next(30, 300), random.Next(28, 33));
        for (var day = new DateTime(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            if ((day.DayOfYear >= pause && day.DayOfYear < pause + length) || (random.NextDouble() > chance && day.DayOfYear != pause + length && day.DayOfYear != pause - 1))
                continue;
            foreach (var hour in random.NextDouble() < 0.2 ? (int[])[8, 17] : [random.Next(6, 20)])
            {
                var lines = Enumerable.Range(0, random.Next(1, 5)).Select(_ => new BoughtLine(wares[random.Next(wares.Length)], random.Next(1, 4))).ToArray();
                yield return new Bought(day.AddHours(hour).AddMinutes(random.Next(60)), places[random.Next(places.Length)], random.Next(3) == 0 ? "store-card" : "cash", lines);
            }
        }
    }

    public static string Text(string name)
    {
        using var stream = typeof(SampleYear).Assembly.GetManifestResourceStream($"sample-{name}.json")!;
        return new StreamReader(stream).ReadToEnd();
    }
}

/// <summary>A member, with a birthday between February and November.</summary>
internal sealed record Person(string Id)
{
    private int Number => int.Parse(Id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    public DateOnly Born => new(1980, 2 + Number % 10, 1 + Number * 7 % 28);

    /// <summary>Three days before or after count.</summary>
    public bool HasBirthday(DateTime at) => Math.Abs((at.Date - new DateTime(2026, Born.Month, Born.Day)).Days) <= 3;

    /// <summary>As the guide says it: the first four bytes of SHA-256, the first the highest, modulo 100.</summary>
    public bool IsHeldOut(string campaign, int percent)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(campaign + "\n" + Id));
        return (((long)hash[0] << 24) + (hash[1] << 16) + (hash[2] << 8) + hash[3]) % 100 < percent;
    }
}

internal sealed record Ware(string Sku, string Category, long Cents);

internal sealed record BoughtLine(Ware Ware, int Pieces)
{
    public long Cents => Ware.Cents * Pieces;
}

internal sealed record Bought(DateTime At, string Partner, string Tender, IReadOnlyList<BoughtLine> Lines)
{
    public long Given { get; init; }

    public long Total => Lines.Sum(line => line.Cents);

    public long Of(Func<BoughtLine, bool> which) => Lines.Where(which).Sum(line => line.Cents);

    public bool Has(string category) => Lines.Any(line => line.Ware.Category == category);

    public long Pieces(string sku) => Lines.Where(line => line.Ware.Sku == sku).Sum(line => line.Pieces);

    public Purchase Receipt(int number)
    {
        var euro = Currency.Get("EUR");
        var lines = Lines.Select(line => new PurchaseLine(line.Ware.Sku, line.Ware.Category, line.Pieces * PurchaseLine.One, new Money(line.Cents, euro)));
        var key = new ReceiptKey(Partner, "s1", $"r{number}", null);
        return new Purchase(key, null, new Money(Total, euro), [.. lines], [new Tender(Tender, new Money(Total, euro))], "store");
    }
}
