using System.Globalization;
using Loyalty.Campaigns;
using Loyalty.Programmes;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Campaigns;

/// <summary>Runs the example of the README beside the reports, and holds its table to what comes out.</summary>
public class CampaignExampleTests
{
    private static readonly Programme Shop = Given.Programme(Example("campaigns.md"));

    private static readonly CampaignScope March = new("spring", 40, ["spring-20"], Date("2026-03-01"), Date("2026-03-31"), Instant("2026-04-02T00:00Z"));

    [Fact]
    public void The_figures_of_the_example_are_those_of_the_table()
    {
        var ids = Enumerable.Range(1, 400).Select(number => $"m{number}").ToLookup(Shop.Campaigns[0].IsHeldOut);
        var tally = ids[false].Take(60).Select((id, index) => Bought(id, index % 2 == 0 ? "50.00" : "54.00"))
            .Concat(ids[true].Take(40).Select((id, index) => Bought(id, index % 2 == 0 ? "40.00" : "44.00")))
            .Aggregate(new CampaignTally(), (sum, member) => sum.Plus(member));
        var report = new CampaignReport(tally);
        var (sales, cost) = (report.Sales!, report.Cost(Shop)!.Value);

        var told = ReadmeTable();
        Assert.Equal(told["addressed"], Text(tally.Addressed));
        Assert.Equal(told["held out"], Text(tally.HeldOut));
        Assert.Equal(told["sales a member"], $"{Euro(sales.Addressed)} against {Euro(sales.HeldOut)}: {Euro(sales.Difference)}, between {Euro(sales.Low!.Value)} and {Euro(sales.High!.Value)}");
        Assert.Equal(told["points"], $"{report.Net}, worth {cost.Format()}");
        Assert.Equal(told["payback"], $"{Euro(report.ExtraMargin!.Value)} of margin less {cost.Format()}: {Euro(report.ExtraMargin.Value - cost.Minor)}");
        Assert.Equal((CampaignFinding.More, 10_000L), (report.Finding, report.MarginKnown!.Value));
    }

    [Fact]
    public void Too_few_to_compare_with_are_said_to_be_too_few()
    {
        var ids = Enumerable.Range(1, 200).Select(number => $"m{number}").ToLookup(Shop.Campaigns[0].IsHeldOut);

        CampaignFinding Of(int addressed, int heldOut) => new CampaignReport(ids[false].Take(addressed).Concat(ids[true].Take(heldOut))
            .Select(id => Bought(id, "50.00")).Aggregate(new CampaignTally(), (sum, member) => sum.Plus(member))).Finding;

        Assert.Equal(CampaignFinding.NobodyHeldOut, Of(40, 0));
        Assert.Equal(CampaignFinding.TooFew, Of(40, 29));
        Assert.Equal(CampaignFinding.TooFew, Of(29, 30));
        Assert.Equal(CampaignFinding.NoneShown, Of(30, 30));
    }

    [Fact]
    public void Who_joined_after_the_days_is_in_no_group_and_what_is_recorded_later_does_not_count()
    {
        var late = new CampaignMember(March, Shop, "m1", Instant("2026-04-01T12:00Z"));
        var member = new CampaignMember(March, Shop, "m1", Instant("2026-01-01T12:00Z"));
        foreach (var entry in NewAccount(Shop).Earn(Shop, Sale("10.00"), "2026-04-02T00:00Z", "2026-03-31T12:00Z").Entries)
            member.Add(entry);

        var tally = member.End();
        Assert.Equal((0L, 0L), (late.End().Addressed.Members + late.End().HeldOut.Members, tally.Issued));
        Assert.Equal((1L, 0L), (tally.Addressed.Members + tally.HeldOut.Members, tally.Addressed.Visits + tally.HeldOut.Visits));
    }

    private static CampaignTally Bought(string id, string amount)
    {
        var member = new CampaignMember(March, Shop, id, Instant("2026-01-01T12:00Z"));
        var line = Line("pot", "kitchen", amount) with { MarginRate = 4_000 };
        foreach (var entry in NewAccount(Shop, memberId: id).Earn(Shop, Sale(amount, line), "2026-03-10T12:00Z").Entries)
            member.Add(entry);
        return member.End();
    }

    private static Dictionary<string, string> ReadmeTable()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("campaigns.md")!;
        return new StreamReader(stream).ReadToEnd().Split('\n').Select(line => line.Split('|'))
            .Where(cells => cells.Length == 4 && cells[2].Trim().StartsWith('`'))
            .ToDictionary(cells => cells[1].Trim(), cells => cells[2].Trim().Trim('`'));
    }

    private static string Text(GroupTally group) => string.Create(
        CultureInfo.InvariantCulture, $"{group.Members} members, {group.Buyers} buyers, {group.Visits} visits, {Euro(group.Sales)}");

    private static string Euro(long minor) => new Money(minor, Currency.Get("EUR")).Format();
}
