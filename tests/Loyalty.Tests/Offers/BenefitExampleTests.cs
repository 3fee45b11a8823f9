using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Programmes;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

/// <summary>Runs the example of the README beside the benefits.</summary>
public class BenefitExampleTests
{
    private static readonly Programme Store = Given.Programme(Example("offers.md"));

    private static readonly Account Friend = NewAccount(Store).Earned(Store, "100.00", "2026-03-01T10:00Z");

    private static int _uses;

    private static Decision<UseBenefit.Outcome> Use(Account account, string benefit, string at, long count = 1, string? store = "s1") =>
        new UseBenefit($"u{++_uses}", benefit, count, Till with { StoreId = store }, Instant(at)).Decide(account, Store);

    private static Decision<ReturnBenefit.Outcome> Return(Decision<UseBenefit.Outcome> used, string at, Account? account = null) =>
        new ReturnBenefit(used.Entries[^1].Benefit!, Till, Instant(at)).Decide(account ?? used.Account, Store);

    private static BenefitStanding Standing(Account account, string benefit, string on, string? store = "s1") =>
        BenefitStanding.Of(account, Store, benefit, Date(on), store);

    [Fact]
    public void Two_alterations_a_year_are_two_and_the_next_year_has_its_own()
    {
        var once = Use(Friend, "alterations", "2026-03-02T10:00Z");
        var twice = Use(once.Account, "alterations", "2026-12-31T22:59Z");
        var third = Use(twice.Account, "alterations", "2026-12-31T22:59Z");

        Assert.Equal((1L, 1L, Date("2026-12-31")), (Standing(once.Account, "alterations", "2026-03-02").Used, Standing(once.Account, "alterations", "2026-03-02").Left, Standing(once.Account, "alterations", "2026-03-02").Through));
        Assert.Equal((EntryKind.Redeem, Points.Zero, "benefit:alterations"), (once.Entries[0].Kind, once.Entries[0].Points, once.Entries[0].Reason));
        Assert.Equal(UseBenefit.Outcome.AllowanceUsedUp, third.Outcome);
        Assert.Empty(third.Entries);
        Assert.Equal(UseBenefit.Outcome.Used, Use(twice.Account, "alterations", "2026-12-31T23:00Z").Outcome); // midnight in Berlin
        Assert.Equal(UseBenefit.Outcome.AllowanceUsedUp, Use(once.Account, "alterations", "2026-03-02T11:00Z", count: 2).Outcome);
    }

    [Fact]
    public void A_visit_is_a_day_in_one_store()
    {
        var here = Use(Friend, "concierge", "2026-03-02T10:00Z").Account;

        Assert.Equal(UseBenefit.Outcome.AllowanceUsedUp, Use(here, "concierge", "2026-03-02T12:00Z").Outcome);
        Assert.Equal(UseBenefit.Outcome.Used, Use(here, "concierge", "2026-03-02T12:00Z", store: "s2").Outcome);
        Assert.Equal(UseBenefit.Outcome.Used, Use(here, "concierge", "2026-03-03T10:00Z").Outcome);
        Assert.Equal(UseBenefit.Outcome.StoreMissing, Use(here, "concierge", "2026-03-02T12:00Z", store: null).Outcome);
        Assert.Equal((0L, 1L), (Standing(here, "concierge", "2026-03-02", "s2").Left - 1, Standing(here, "concierge", "2026-03-02").Used));
    }

    [Fact]
    public void Once_in_a_life_stays_once_and_what_has_no_allowance_is_used_at_will()
    {
        var once = Use(Friend, "stylist", "2026-03-02T10:00Z").Account;
        var shipped = Enumerable.Range(0, 5).Aggregate(once, (account, _) => Use(account, "free-shipping", "2026-03-02T10:00Z").Account);

        Assert.Equal(UseBenefit.Outcome.AllowanceUsedUp, Use(once.Earned(Store, "100.00", "2026-12-01T10:00Z"), "stylist", "2027-05-02T10:00Z").Outcome);
        Assert.Equal(once.RuleUses, shipped.RuleUses);
        Assert.Null(Standing(shipped, "free-shipping", "2026-03-02").Through);
    }

    [Theory]
    [InlineData("alterations")]
    [InlineData("no-such-thing")]
    public void What_the_tier_does_not_have_is_not_open(string benefit)
    {
        var refused = Use(NewAccount(Store), benefit, "2026-03-02T10:00Z");

        Assert.Equal(UseBenefit.Outcome.BenefitUnavailable, refused.Outcome);
        Assert.Empty(refused.Entries);
    }

    [Fact]
    public void What_is_taken_back_is_there_again_once()
    {
        var used = Use(Use(Friend, "alterations", "2026-03-02T10:00Z").Account, "alterations", "2026-03-03T10:00Z");
        var back = Return(used, "2026-03-04T10:00Z");

        Assert.Equal(EntryKind.Cancel, back.Entries[0].Kind);
        Assert.Equal(1, Standing(back.Account, "alterations", "2026-03-04").Left);
        Assert.Equal(ReturnBenefit.Outcome.AlreadyReturned, new ReturnBenefit(back.Entries[^1].Benefit!, Till, Instant("2026-03-05T10:00Z")).Decide(back.Account, Store).Outcome);
    }

    [Fact]
    public void What_a_journey_granted_is_used_first_and_comes_back_to_the_grant()
    {
        var sorry = new EarnEvent("event:case.closed", Till, Instant("2026-03-02T09:00Z"), Instant("2026-03-02T09:00Z"), MemberFacts.None).Decide(NewAccount(Store), Store).Account;
        var used = Use(sorry, "alterations", "2026-03-02T10:00Z");

        Assert.Empty(used.Account.Personal.Grants);
        Assert.Equal(UseBenefit.Outcome.BenefitUnavailable, Use(used.Account, "alterations", "2026-03-02T11:00Z").Outcome);
        Assert.Equal(sorry.Personal.Grants, Return(used, "2026-03-03T10:00Z").Account.Personal.Grants);
        Assert.Empty(used.Account.RuleUses);
    }

    [Fact]
    public void Two_members_who_become_one_have_one_allowance()
    {
        var other = Use(NewAccount(Store, memberId: "m2").Earned(Store, "100.00", "2026-03-01T10:00Z"), "alterations", "2026-03-02T10:00Z");
        var away = new MergeAway("m1", Till, Instant("2026-03-03T10:00Z")).Decide(other.Account, Store);
        var stays = new MergeInto(away.Entries[^1], Till, Instant("2026-03-03T10:00Z")).Decide(Use(Friend, "alterations", "2026-03-02T10:00Z").Account, Store).Account;

        Assert.Equal(0, Standing(stays, "alterations", "2026-03-03").Left);
        Assert.Equal(1, Standing(Return(other, "2026-03-04T10:00Z", stays).Account, "alterations", "2026-03-04").Left);
    }

    [Fact]
    public void Entries_alone_lead_to_the_same_allowances()
    {
        var sale = NewAccount(Store).Earn(Store, Sale("100.00"), "2026-03-01T10:00Z");
        var used = Use(sale.Account, "alterations", "2026-03-02T10:00Z");
        var back = Return(used, "2026-03-03T10:00Z");
        LedgerEntry[] entries = [.. sale.Entries, .. used.Entries, .. back.Entries];

        Assert.Equal(back.Account.Text(), Account.Rebuild(entries).Text());
        Assert.All(entries, entry => Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text()));
        Assert.Equal(used.Entries[^1].Benefit, BenefitUseJson.Read(BenefitUseJson.ToBytes(used.Entries[^1].Benefit!)));
    }
}
