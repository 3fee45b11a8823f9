using Loyalty.Accounts;
using Loyalty.Baskets;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

/// <summary>Computes the tables of the page beside the offers.</summary>
public class KnowingTheMemberTests
{
    private const string Noon = "2026-11-03T12:00Z";

    private static readonly Programme Cafe = Given.Programme(Example("knowing.md"));

    private static readonly (string Day, Purchase Basket)[] History =
    [
        ("2026-10-19", Sale("4.00", Line("latte", "coffee", "4.00"))),
        ("2026-10-26", Sale("6.00", Line("latte", "coffee", "4.00"), Line("bun", "bakery", "2.00"))),
        ("2026-11-02", Sale("8.00", Line("latte", "coffee", "8.00", 2))),
    ];

    private static readonly Account Member = History.Aggregate(NewAccount(Cafe), (account, sale) => account.Earn(Cafe, sale.Basket, sale.Day + "T10:00Z").Account);

    private static readonly IReadOnlyList<Purchase> Newest = [.. History.Select(sale => sale.Basket).Reverse()];

    private static readonly IReadOnlyList<BasketRule> Together = BasketRule.Of(
        BasketCounts.Of(
            100,
            0,
            new Dictionary<string, long> { ["coffee"] = 40, ["milk"] = 30, ["book"] = 50 },
            new Dictionary<(string, string), long> { [("coffee", "milk")] = 24, [("book", "coffee")] = 10 }),
        10);

    [Fact]
    public void The_habits_are_those_of_the_table()
    {
        var habits = Habits.Of(Member, Cafe, MemberFacts.None, Newest, Date("2026-11-03"))!;

        Assert.Equal(
            [
                $"{habits.LastPurchaseOn:yyyy-MM-dd}",
                $"{habits.Visits}",
                habits.Spent.ToString(),
                $"{habits.RhythmDays}",
                string.Join(", ", habits.Usual.Select(usual => $"{usual.Category} {usual.Baskets}")),
                string.Join(", ", habits.Segments),
            ],
            Table("habit").Select(cells => cells[1]));
    }

    [Fact]
    public void The_offers_have_the_ranks_of_the_table_and_none_for_who_has_refused_profiling()
    {
        Assert.Equal(Table("rank").Select(cells => $"{cells[1]}: {cells[2]}"), Ranked(MemberFacts.None));
        Assert.Empty(Ranked(MemberFacts.Of(new Profile(Consents: new Consents(Profiling: false)))));
    }

    [Fact]
    public void What_the_web_shop_tells_gives_what_the_table_says()
    {
        var account = Member;
        foreach (var cells in Table("happens"))
        {
            var at = Instant(cells[1] + "T18:00Z");
            var decision = new EarnEvent(cells[0], Till, at, at, MemberFacts.None).Decide(account, Cafe);
            var given = decision.Entries.Where(entry => entry.Personal?.Journey is not null).Select(entry => $"{entry.Personal!.Journey} {entry.Points}");
            Assert.Equal(cells[2], string.Join(", ", given.DefaultIfEmpty("nothing")));
            account = decision.Account;
        }
    }

    private static IEnumerable<string> Ranked(MemberFacts member)
    {
        var offers = Offer.AllFor(Member, Cafe, member, Instant(Noon));
        var own = NextBestOffer.Rank(offers, Member, Cafe, member, Newest, Instant(Noon)).Where(offer => offer.Offer.Rule.Id != "base").ToArray();
        var companions = CompanionOffer.Rank(offers, member, Newest, [.. Together.Where(rule => rule.Lift > Rational.One)]);
        return
        [
            .. own.Select(offer => $"{offer.Offer.Rule.Id}: {offer.Expected} points expected, fits {offer.Fits} of {offer.Baskets} baskets"),
            .. companions.Select(offer => $"{offer.Offer.Rule.Id}: {offer.Because.Then} is in {offer.Because.Confidence} of the baskets with {offer.Because.If}"),
        ];
    }

    /// <summary>The rows of the table whose first column is called so.</summary>
    private static IEnumerable<string[]> Table(string first)
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("knowing.md")!;
        return
        [
            .. new StreamReader(stream).ReadToEnd().Split('\n')
                .SkipWhile(line => !line.StartsWith($"| {first} ", StringComparison.Ordinal)).Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray()),
        ];
    }
}
