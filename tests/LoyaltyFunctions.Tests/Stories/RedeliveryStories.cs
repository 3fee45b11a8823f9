using System.Security.Cryptography;
using System.Text;
using LoyaltyFunctions.Storage;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Senders send again: after a lost answer, after a reboot, or all at once.</summary>
[Collection(StoryHub.Collection)]
public sealed class RedeliveryStories(StoryHub story)
{
    [Fact]
    [Trait("Fault", "1")]
    public async Task The_same_delivery_twice_is_one_delivery_with_one_entry()
    {
        var (member, sale) = await NewMemberAtTheTillAsync("12.00");
        var body = sale.ToWebhook(story.Hub.Now);
        var id = WebhookSender.NewId();

        var first = await story.Acme.AcceptedAsync(body, id);
        var done = await story.Operator.DeliveryAsync(first, "processed");
        var second = await story.Acme.AcceptedAsync(body, id);
        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(new SaleBody("12.00") { Card = sale.Card }), "processed");

        Assert.Equal(first, second);
        Assert.Equal($"{done}", $"{(await story.Operator.FindDeliveryAsync(second)).Json}");
        Assert.Equal([100L, 12, 12], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points));
    }

    [Fact]
    [Trait("Fault", "2")]
    public async Task The_same_delivery_fifty_times_at_once_is_one_entry()
    {
        var (member, sale) = await NewMemberAtTheTillAsync("12.00");
        var body = sale.ToWebhook(story.Hub.Now);
        var id = WebhookSender.NewId();

        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => story.Acme.AcceptedAsync(body, id)));

        await story.Operator.DeliveryAsync(Assert.Single(ids.Distinct()), "processed");
        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(new SaleBody("12.00") { Card = sale.Card }), "processed");
        Assert.Equal([100L, 12, 12], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points));
    }

    [Fact]
    [Trait("Fault", "3")]
    public async Task The_same_delivery_id_with_another_body_is_parked_and_the_first_stands()
    {
        var (member, sale) = await NewMemberAtTheTillAsync("12.00");
        var id = WebhookSender.NewId();
        var forged = (new SaleBody("900.00") { Card = sale.Card }).ToWebhook(story.Hub.Now);

        var first = await story.Acme.AcceptedAsync(sale, id);
        var done = await story.Operator.DeliveryAsync(first, "processed");
        Assert.Equal(first, await story.Acme.AcceptedAsync(forged, id));

        var twin = Keys.Delivery(first, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(forged))));
        Assert.Contains("another body", (await story.Operator.DeliveryAsync(twin, "parked")).GetProperty("reason").GetString());
        Assert.Equal($"{done}", $"{(await story.Operator.FindDeliveryAsync(first)).Json}");
        Assert.Equal(112, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "11")]
    public async Task A_delivery_captured_and_sent_again_has_no_effect_while_fresh_and_is_refused_when_stale()
    {
        var (member, sale) = await NewMemberAtTheTillAsync("12.00");
        var body = sale.ToWebhook(story.Hub.Now);
        var (id, then) = (WebhookSender.NewId(), story.Hub.Now - TimeSpan.FromMinutes(6));

        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(body, id), "processed");

        Assert.Equal(202, (await story.Acme.SendAsync(body, id)).Status);
        Assert.Equal("signature-invalid", (await story.Acme.SendAsync(body, id, then)).Problem);
        Assert.Equal(112, await story.Operator.PointsAsync(member));
    }

    private async Task<(string Member, SaleBody Sale)> NewMemberAtTheTillAsync(string total)
    {
        var (member, card) = await story.EnrolAsync();
        return (member, new SaleBody(total) { Card = card });
    }
}
