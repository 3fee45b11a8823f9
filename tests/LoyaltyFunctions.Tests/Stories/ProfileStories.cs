using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Profiles change, identities come and go, and who leaves is gone.</summary>
[Collection(StoryHub.Collection)]
public sealed class ProfileStories(StoryHub story)
{
    [Fact]
    public async Task A_new_address_finds_the_member_and_the_old_one_does_not_any_more()
    {
        var (old, changed) = (MemberBody.NewEmail(), MemberBody.NewEmail());
        var member = await story.Operator.EnrolAsync(new MemberBody { Email = old });

        var reply = (await story.Operator.PatchAsync($"/api/members/{member}", $$"""{"email":"{{changed}}","givenName":null}""")).Expect(200);

        Assert.False(reply.Json.TryGetProperty("givenName", out _));
        (await story.Operator.GetAsync($"/api/members/lookup?type=email&value={changed}")).Expect(200);
        (await story.Operator.GetAsync($"/api/members/lookup?type=email&value={old}")).Expect(404);
    }

    [Fact]
    public async Task An_attached_card_earns_what_waited_for_it_and_a_taken_one_is_refused()
    {
        var (member, other) = (await story.Operator.EnrolAsync(new MemberBody()), await story.Operator.EnrolAsync(new MemberBody()));
        var card = MemberBody.NewCard();
        var sale = await story.Acme.AcceptedAsync(new SaleBody("12.00") { Card = card });
        await story.Operator.DeliveryAsync(sale, "waiting");

        (await story.Operator.PostAsync($"/api/members/{member}/identities", $$"""{"type":"card","value":"{{card}}"}""")).Expect(200);
        var taken = await story.Operator.PostAsync($"/api/members/{other}/identities", $$"""{"type":"card","value":"{{card}}"}""");

        await story.Operator.DeliveryAsync(sale, "processed");
        Assert.Equal(112, await story.Operator.PointsAsync(member));
        Assert.Equal("identity-taken", taken.Problem);
    }

    [Fact]
    [Trait("Fault", "19")]
    public async Task Who_is_erased_is_gone_and_late_messages_do_not_bring_them_back()
    {
        var (card, email) = (MemberBody.NewCard(), MemberBody.NewEmail());
        var member = await story.Operator.EnrolAsync(new MemberBody { Card = card, Email = email });
        await story.Till.RecordAsync(member, new SaleBody("40.00"));

        (await story.Operator.DeleteAsync($"/api/members/{member}", "erase-" + member)).Expect(204);
        (await story.Operator.DeleteAsync($"/api/members/{member}", "erase-" + member)).Expect(204);
        var late = await story.Acme.AcceptedAsync(new SaleBody("12.00") { Card = card });

        await story.Operator.DeliveryAsync(late, "waiting");
        (await story.Operator.GetAsync($"/api/members/{member}")).Expect(404);
        (await story.Operator.GetAsync($"/api/members/{member}/balance")).Expect(404);
        (await story.Operator.GetAsync($"/api/members/lookup?type=card&value={card}")).Expect(404);
        Assert.Equal(404, (await story.Till.TryRecordAsync(member, new SaleBody("1.00"))).Status);
    }

    [Fact]
    [Trait("Fault", "110")]
    public async Task Who_was_erased_can_join_again_with_the_same_address_as_somebody_new()
    {
        var email = MemberBody.NewEmail();
        var first = await story.Operator.EnrolAsync(new MemberBody { Email = email });
        (await story.Operator.DeleteAsync($"/api/members/{first}")).Expect(204);

        var second = await story.Operator.EnrolAsync(new MemberBody { Email = email });

        Assert.NotEqual(first, second);
        Assert.Equal(100, await story.Operator.PointsAsync(second));
    }
}
