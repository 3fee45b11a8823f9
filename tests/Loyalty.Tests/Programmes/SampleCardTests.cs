using Loyalty.Members;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

/// <summary>A year of payments by linked cards, computed a second time.</summary>
public class SampleCardTests
{
    [Fact]
    public void A_year_of_linked_cards_in_the_cafe_of_the_department_store()
    {
        var programme = Programme(SampleYear.Text("department-store"));
        var payments = 0;
        for (var member = 1; member <= SampleYear.Members; member++)
        {
            var (random, account, month, given) = (new Random(2_000 + member), NewAccount(programme, "2025-12-31T12:00Z", $"m{member}"), 0, 0L);
            for (var day = new DateTime(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
            {
                given = day.Month == month ? given : 0;
                month = day.Month;
                var cents = random.Next(150, 6_000);
                var at = new DateTimeOffset(day.AddHours(12), SampleYear.Berlin.GetUtcOffset(day.AddHours(12)));
                var payment = new Purchase(ReceiptKey.OfCardPayment("books", $"CR-{day:MMdd}"), null, new Money(cents, Currency.Get("EUR")), [], []);
                var settled = new SettleCardPayment(payment, null, at, at, MemberFacts.None).Decide(account, programme);

                // Two points a euro, 500 in a month.
                var expected = Math.Min(2 * cents / 100, 500 - given);
                var points = settled.Account.Balance.Value - account.Balance.Value;
                Assert.Equal((day, expected), (day, points));
                (account, given, payments) = (settled.Account, given + points, payments + settled.Entries.Count);
            }

            Assert.Equal((0, 0), (account.PurchaseCount, account.SpentEver));
        }

        Assert.True(payments > 1_000, $"{payments} payments earned: too few to tell.");
    }
}
