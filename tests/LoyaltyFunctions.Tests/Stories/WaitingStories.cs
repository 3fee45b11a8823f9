using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Sales of people who are not members yet are kept.</summary>
[Collection(StoryHub.Collection)]
public sealed class WaitingStories(StoryHub story)
{
    [Fact]
    public async Task A_sale_of_an_unknown_card_waits_and_earns_when_the_card_is_enrolled()
    {
        var card = MemberBody.NewCard();
        var deliveries = await Task.WhenAll(
            story.Acme.AcceptedAsync(new SaleBody("12.00") { Card = card }),
            story.Acme.AcceptedAsync(new SaleBody("30.00") { Card = card }));
        foreach (var id in deliveries)
            Assert.Equal("nobody is enrolled with this card yet", ReasonOf(await story.Operator.DeliveryAsync(id, "waiting")));

        var member = await story.Operator.EnrolAsync(new MemberBody { Card = card });

        foreach (var id in deliveries)
            Assert.Single((await story.Operator.DeliveryAsync(id, "processed")).GetProperty("entries").EnumerateArray());
        Assert.Equal([12L, 30, 100], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points).Order());
    }

    [Fact]
    public async Task A_waiting_sale_that_is_sent_again_still_earns_once()
    {
        var card = MemberBody.NewCard();
        var sale = new SaleBody("12.00") { Card = card };
        var (id, body) = (WebhookSender.NewId(), sale.ToWebhook(story.Hub.Now));
        var delivery = await story.Acme.AcceptedAsync(body, id);
        await story.Operator.DeliveryAsync(delivery, "waiting");

        await story.Acme.AcceptedAsync(body, id);
        var other = await story.Acme.AcceptedAsync(sale);
        var member = await story.Operator.EnrolAsync(new MemberBody { Card = card });

        await story.Operator.DeliveryAsync(delivery, "processed");
        await story.Operator.DeliveryAsync(other, "processed");
        Assert.Equal([100L, 12], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points));
    }

    [Fact]
    [Trait("Fault", "29")]
    public async Task A_sale_and_the_enrolment_of_its_card_at_the_same_moment_find_each_other()
    {
        for (var i = 0; i < 20; i++)
        {
            var card = MemberBody.NewCard();

            var sale = story.Acme.AcceptedAsync(new SaleBody("12.00") { Card = card });
            var member = await story.Operator.EnrolAsync(new MemberBody { Card = card });

            await story.Operator.DeliveryAsync(await sale, "processed");
            Assert.Equal(112, await story.Operator.PointsAsync(member));
        }
    }

    [Fact]
    public async Task A_sale_without_a_member_is_kept()
    {
        var delivery = await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(new SaleBody("12.00")), "waiting");

        Assert.Contains("can be claimed", ReasonOf(delivery), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enrolment_by_webhook_sets_the_waiting_sales_free_too()
    {
        var card = MemberBody.NewCard();
        var sale = await story.Acme.AcceptedAsync(new SaleBody("12.00") { Card = card });
        await story.Operator.DeliveryAsync(sale, "waiting");
        var enrolment = new MemberBody { Card = card }.ToWebhook(story.Hub.Now);

        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(enrolment), "processed");

        var processed = await story.Operator.DeliveryAsync(sale, "processed");
        var member = processed.GetProperty("entries")[0].GetProperty("memberId").GetString()!;
        Assert.Equal([100L, 12], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points));
    }

    private static string ReasonOf(System.Text.Json.JsonElement delivery) => delivery.GetProperty("reason").GetString()!;
}
