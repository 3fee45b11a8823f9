using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.UseCases;

public class EnrolMemberTests
{
    private static readonly EnrolMember Enrol =
        new(Till, Instant("2026-11-03T12:00Z"), Instant("2026-11-03T12:00Z"), MemberFacts.None);

    [Fact]
    public void The_sample_programme_welcomes_with_a_hundred_points()
    {
        var decision = Enrol.Decide(NewAccount(Sample), Sample);

        var entry = Assert.Single(decision.Entries);
        Assert.Equal((EntryKind.Bonus, new Points(100), "welcome 100", 1L), (entry.Kind, entry.Points, entry.RulesText(), entry.Sequence));
        Assert.Equal(EntryChain.FirstPreviousHash, entry.PreviousHash);
        Assert.Equal(Date("2027-11-30"), Assert.Single(decision.Account.Lots).Expires);
    }

    [Fact]
    public void A_programme_without_a_welcome_writes_nothing()
    {
        var programme = Rules("");

        var decision = Enrol.Decide(NewAccount(programme), programme);

        Assert.Equal(EnrolMember.Outcome.Enrolled, decision.Outcome);
        Assert.Empty(decision.Entries);
    }
}
