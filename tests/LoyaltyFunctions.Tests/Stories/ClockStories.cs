using System.Globalization;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Tills with a wrong clock. The sale counts; only its date is not believed.</summary>
[Collection(StoryHub.Collection)]
public sealed class ClockStories(StoryHub story)
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59.9999999+00:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [Trait("Fault", "103")]
    public async Task A_sale_from_a_till_whose_clock_is_far_off_is_dated_by_its_arrival(string occurredAt)
    {
        var before = story.Hub.Now.AddSeconds(-1);
        var (member, card) = await story.EnrolAsync();

        await story.Till.RecordAsync(member, new SaleBody("12.00") { OccurredAt = occurredAt });
        var delivery = await story.Acme.AcceptedAsync(new SaleBody("30.00") { OccurredAt = occurredAt, Card = card });
        await story.Operator.DeliveryAsync(delivery, "processed");

        var entries = await Audit.IntactAsync(story.Hub, member);
        Assert.Equal([100L, 12, 30], entries.Select(Audit.Points));
        Assert.All(entries, entry => Assert.InRange(entry.GetProperty("occurredAt").GetDateTimeOffset(), before, story.Hub.Now));
    }

    [Theory]
    [InlineData(-399)]
    [InlineData(-3)]
    [Trait("Fault", "21")]
    public async Task A_sale_that_comes_late_is_recorded_now_and_dated_then(int days)
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var then = story.Hub.Now.AddDays(days);

        var sale = new SaleBody("12.00") { OccurredAt = then.ToString("O", CultureInfo.InvariantCulture) };
        var entry = await story.Till.RecordAsync(member, sale);

        Assert.Equal(then, entry.GetProperty("occurredAt").GetDateTimeOffset());
        Assert.InRange(entry.GetProperty("recordedAt").GetDateTimeOffset(), story.Hub.Now.AddMinutes(-1), story.Hub.Now);
    }

    [Theory]
    [InlineData("2026-11-02T09:30:00")]
    [InlineData("2026-11-02")]
    [InlineData("2026-02-29T09:30:00Z")]
    [InlineData("2026-11-02T25:30:00Z")]
    [InlineData("9999-12-31T23:59:59-10:00")]
    [InlineData("0001-01-01T00:00:00+10:00")]
    [InlineData("1762075800")]
    [Trait("Fault", "103")]
    public async Task A_time_that_is_no_instant_is_refused(string occurredAt)
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("12.00") { OccurredAt = occurredAt };

        Assert.Equal(["/occurredAt"], (await story.Till.TryRecordAsync(member, sale)).Expect(422).Pointers);
        Assert.Equal(["/occurredAt"], (await story.Acme.SendAsync(sale)).Expect(422).Pointers);
        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }
}
