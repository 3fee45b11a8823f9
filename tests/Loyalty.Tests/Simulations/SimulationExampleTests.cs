using System.Globalization;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Safety;
using Loyalty.Simulations;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Simulations;

/// <summary>Replays the example of the README, and holds its table to what comes out.</summary>
public class SimulationExampleTests
{
    private static readonly Programme Candidate = Given.Programme(Example("simulations.md"));

    private static readonly Programme Current = Candidate with { Earn = [Candidate.Earn[0]] };

    private static readonly SimulationSpan March = new(Instant("2026-03-01T00:00Z"), Instant("2026-04-01T00:00Z"));

    [Fact]
    public void The_figures_of_the_example_are_those_of_the_table()
    {
        var shop = new Shop(Current)
            .Buys(Sale("100.00", Line("c1", "coat", "100.00")), "2026-03-02T10:00Z")
            .Buys(Sale("20.00", Line("h1", "hat", "20.00")), "2026-03-03T10:00Z")
            .Buys(Sale("100.00", Line("c2", "coat", "100.00")), "2026-03-04T10:00Z")
            .Redeems(50, "2026-03-05T10:00Z");
        var wish = Replayed(shop, Candidate, null);
        _ = wish.End();
        var forecast = BudgetForecast.Of(Candidate, wish.GrantedBefore, wish.Grants);
        var (before, after) = (Replayed(shop, Current, null).End(), Replayed(shop, Candidate, forecast).End());

        Assert.Equal(
            [("issued", Text(before.Issued), Text(after.Issued)), ("outstanding", Text(before.Outstanding), Text(after.Outstanding)), ("budget left", "", Text(60 - forecast.Budgets[0].Spent))],
            Table());
        Assert.Equal((Instant("2026-03-04T10:00Z"), 20L), (forecast.Budgets[0].End!.At, forecast.Budgets[0].End!.Left));
    }

    [Fact]
    public void A_visit_of_the_archive_stands_for_the_entry_that_it_left()
    {
        var places = Rules("""{"id": "in", "on": "checkin", "points": {"fixed": 5}}, {"id": "park", "on": "geofence", "when": {"geofences": ["park"]}, "points": {"fixed": 7}}""");
        var visit = new ReplayVisit(Occasions.CheckIn, Till with { Reference = "d1" }, Instant("2026-03-02T10:00Z"), Instant("2026-03-02T10:00Z"));
        var entries = new EarnEvent(visit.On, visit.Source, visit.OccurredAt, visit.At, MemberFacts.None).Decide(NewAccount(places), places).Entries;
        ReplayVisit[] told = [visit, new(Occasions.Geofence, Till with { Reference = "d2" }, visit.At, visit.At) { GeofenceId = "park" }];

        long Issued(params ReplayVisit[] visits)
        {
            var replay = new MemberReplay(new ReplayTask(places, March), new ReplayMember("m1", MemberFacts.None, visits));
            foreach (var entry in entries)
                replay.Add(entry);
            return replay.End().Issued;
        }

        Assert.Equal((5L, 5L, 12L), (Issued(), Issued(visit), Issued(told)));
    }

    [Theory]
    [InlineData("2026-02-27")]
    [InlineData("2026-03-02")]
    public void What_somebody_lifted_within_the_days_can_be_spent_whenever_it_was_bought(string day)
    {
        var swift = Rules(
            """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""",
            """ "redemption": {"points": 100, "worth": "1.00"}, "safety": {"velocity": [{"id": "one", "on": "purchase", "count": 1, "per": "day"}]} """);
        var first = NewAccount(swift).Earn(swift, Sale("100.00"), day + "T10:00Z");
        var held = first.Account.Earn(swift, Sale("100.00"), day + "T11:00Z");
        var lift = new LiftHold(HoldReason.Purchases, "known", Till, Instant("2026-03-03T10:00Z")) { Purchases = [new HeldPurchase(PurchaseState.Fold(null, held.Entries[0])!, swift)] };
        var lifted = lift.Decide(held.Account, swift);
        var spent = new RedeemPoints("r1", RedemptionRequest.Of(new Points(150)), Till, Instant("2026-03-04T10:00Z")).Decide(lifted.Account, swift);

        var replay = new MemberReplay(new ReplayTask(swift, March), new ReplayMember("m1", MemberFacts.None, []));
        foreach (var entry in first.Entries.Concat(held.Entries).Concat(lifted.Entries).Concat(spent.Entries))
            replay.Add(entry);
        var tally = replay.End();

        Assert.Equal((EarnPurchase.Outcome.Held, LiftHold.Outcome.Lifted, RedeemPoints.Outcome.Redeemed), (held.Outcome, lifted.Outcome, spent.Outcome));
        Assert.Equal((150L, 50L), (tally.Redeemed, tally.Outstanding));
    }

    private static MemberReplay Replayed(Shop shop, Programme programme, BudgetForecast? budgets)
    {
        var replay = new MemberReplay(new ReplayTask(programme, March) { Budgets = budgets }, new ReplayMember("m1", MemberFacts.None, []));
        shop.Entries.ForEach(replay.Add);
        return replay;
    }

    private static IEnumerable<(string Figure, string Before, string After)> Table()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("simulations.md")!;
        return new StreamReader(stream).ReadToEnd().Split('\n').SkipWhile(line => !line.StartsWith("| figure", StringComparison.Ordinal)).Skip(2)
            .Where(line => line.StartsWith('|')).Select(line => line.Split('|')).Select(cells => (cells[1].Trim(), cells[2].Trim(), cells[3].Trim())).ToArray();
    }

    private static string Text(long points) => points.ToString(CultureInfo.InvariantCulture);
}
