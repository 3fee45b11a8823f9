using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

/// <summary>A year in which members of the department store activate its offer on shoes; what it gives is computed here a second time, from days alone.</summary>
public class SampleOfferTests
{
    private const string Offer = "shoe-bonus";
    private const int Members = 25;

    [Fact]
    public void A_year_of_activated_offers_of_the_department_store()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("sample-department-store.json")!;
        var programme = Programme(new StreamReader(stream).ReadToEnd());
        var (activations, refusals, uses) = (0, 0, 0);
        for (var member = 1; member <= Members; member++)
        {
            var (random, account) = (new Random(3_000 + member), NewAccount(programme, "2025-12-31T12:00Z", $"m{member}"));
            var (lastDay, usedIn) = (DateOnly.MinValue, 0);
            for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
            {
                var at = new DateTimeOffset(day, new TimeOnly(11, 0), TimeSpan.Zero);
                if (random.Next(20) == 0)
                {
                    var expected = day <= lastDay ? ActivateOffer.Outcome.AlreadyActive
                        : usedIn == day.Month ? ActivateOffer.Outcome.LimitReached
                        : ActivateOffer.Outcome.Activated;
                    var activated = new ActivateOffer(Offer, Till, at, MemberFacts.None).Decide(account, programme);
                    Assert.Equal((day, expected), (day, activated.Outcome));
                    account = activated.Account;
                    lastDay = expected == ActivateOffer.Outcome.Activated ? day.AddDays(30) : lastDay;
                    activations += expected == ActivateOffer.Outcome.Activated ? 1 : 0;
                    refusals += expected == ActivateOffer.Outcome.LimitReached ? 1 : 0;
                }

                if (random.Next(8) != 0)
                    continue;
                // Boots come to a hundred euros, one pair of sandals does not, two do; coats are no shoes.
                var (sku, category, cents, pairs) = random.Next(4) switch { 0 => ("boot", "shoes", 15_900, 1), 1 => ("sandal", "shoes", 5_900, 1), 2 => ("sandal", "shoes", 5_900, 2), _ => ("coat", "clothes", 18_900, 1) };
                var total = $"{cents * pairs / 100}.00";
                var bought = new EarnPurchase(Sale(total, Line(sku, category, $"{cents / 100}.00", pairs) with { Amount = Money(total) }), at, at, MemberFacts.None).Decide(account, programme);
                var isUsed = category == "shoes" && cents * pairs >= 100_00 && day <= lastDay && usedIn != day.Month;
                Assert.Equal((day, isUsed ? 80L : 0L), (day, bought.Entries.SelectMany(entry => entry.Rules).Where(rule => rule.Id == Offer).Sum(rule => rule.Points.Value)));
                (account, lastDay, usedIn, uses) = (bought.Account, isUsed ? DateOnly.MinValue : lastDay, isUsed ? day.Month : usedIn, uses + (isUsed ? 1 : 0));
            }

            Assert.Equal(lastDay >= new DateOnly(2026, 12, 31), Open(account));
        }

        Assert.True(uses > 100 && activations > uses && refusals > 20, $"{activations} activations, {refusals} refusals, {uses} uses: too few to tell.");

        bool Open(Account account) => Loyalty.Offers.Offer.AllFor(account, programme, MemberFacts.None, Instant("2026-12-31T12:00Z")).Single(one => one.Rule.Id == Offer).Reason == OfferReason.Open;
    }
}
