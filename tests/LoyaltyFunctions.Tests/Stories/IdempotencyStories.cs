using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>A caller that did not hear the answer asks again under the same key, and gets it.</summary>
[Collection(StoryHub.Collection)]
public sealed class IdempotencyStories(StoryHub story)
{
    private const string Replayed = "Idempotency-Replayed";

    [Fact]
    public async Task A_request_without_a_key_is_refused()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var path = $"/api/members/{member}/purchases";
        var body = new SaleBody("12.00").ToData();

        Assert.Equal("idempotency-key-missing", (await story.Till.PostWithoutKeyAsync(path, body)).Expect(400).Problem);
        Assert.Equal("idempotency-key-missing", (await story.Till.PostAsync(path, body, new string('k', 256))).Expect(400).Problem);
        var enrolment = new MemberBody().ToJson();
        Assert.Equal("idempotency-key-missing", (await story.Operator.PostWithoutKeyAsync("/api/members", enrolment)).Expect(400).Problem);
        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "34")]
    public async Task The_same_request_again_gets_the_same_bytes_even_when_the_balance_has_changed()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("12.00");
        var key = new string('~', 255);

        var first = (await story.Till.TryRecordAsync(member, sale, key)).Expect(200);
        await story.Till.RecordAsync(member, new SaleBody("30.00"));
        var again = (await story.Till.TryRecordAsync(member, sale, key)).Expect(200);

        Assert.Null(first.Header(Replayed));
        Assert.Equal("true", again.Header(Replayed));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(142, await story.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task The_same_enrolment_again_gets_the_same_member()
    {
        var body = new MemberBody { Email = MemberBody.NewEmail() };

        var first = (await story.Operator.TryEnrolAsync(body, body.Card!)).Expect(201);
        var again = (await story.Operator.TryEnrolAsync(body, body.Card!)).Expect(201);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal("true", again.Header(Replayed));
        Assert.Equal($"/api/members/{first.Json.GetProperty("memberId").GetString()}", first.Header("Location"));
        Assert.Equal(first.Header("Location"), again.Header("Location"));
    }

    [Fact]
    [Trait("Fault", "3")]
    public async Task The_same_key_with_another_body_is_refused_and_changes_nothing()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("12.00");
        await story.Till.RecordAsync(member, sale, "key-of-the-till");

        var otherSale = await story.Till.TryRecordAsync(member, new SaleBody("900.00"), "key-of-the-till");
        var body = new MemberBody();
        await story.Operator.TryEnrolAsync(body, body.Card!);
        var otherMember = await story.Operator.TryEnrolAsync(body with { GivenName = "Bob" }, body.Card!);

        Assert.Equal("idempotency-key-reused", otherSale.Expect(422).Problem);
        Assert.Equal("idempotency-key-reused", otherMember.Expect(422).Problem);
        Assert.Equal(112, await story.Operator.PointsAsync(member));
        Assert.Equal(200, (await story.Till.TryRecordAsync(member, sale, "key-of-the-till")).Status);
    }

    [Fact]
    [Trait("Fault", "2")]
    public async Task Fifty_twins_in_flight_have_one_effect_and_one_answer()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("12.00");

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => story.Till.TryRecordAsync(member, sale, "twins")));

        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal("in-flight", reply.Expect(409).Problem));
        Assert.Single(replies.Where(reply => reply.Status == 200).Select(reply => reply.Text).Distinct());
        Assert.Single(replies, reply => reply.Status == 200 && reply.Header(Replayed) is null);
        Assert.Equal([100L, 12], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points));
    }

    [Fact]
    [Trait("Fault", "2")]
    public async Task Fifty_twins_of_an_enrolment_make_one_member()
    {
        var body = new MemberBody { Email = MemberBody.NewEmail() };

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => story.Operator.TryEnrolAsync(body, body.Card!)));

        Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.Equal("in-flight", reply.Expect(409).Problem));
        Assert.Single(replies.Where(reply => reply.Status == 201).Select(reply => reply.Text).Distinct());
    }

    [Fact]
    public async Task A_refusal_is_kept_under_its_key()
    {
        var owner = await story.Operator.EnrolAsync(new MemberBody());
        var other = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("12.00");
        await story.Till.RecordAsync(owner, sale);

        var first = (await story.Till.TryRecordAsync(other, sale, "refused")).Expect(409);
        var again = (await story.Till.TryRecordAsync(other, sale, "refused")).Expect(409);
        var changed = await story.Till.TryRecordAsync(other, new SaleBody("13.00"), "refused");

        Assert.Equal("receipt-claimed", first.Problem);
        Assert.Equal(("true", first.Text), (again.Header(Replayed), again.Text));
        Assert.Equal("idempotency-key-reused", changed.Expect(422).Problem);
        Assert.Equal(100, await story.Operator.PointsAsync(other));
    }

    [Fact]
    public async Task A_malformed_request_does_not_use_up_its_key()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var path = $"/api/members/{member}/purchases";

        (await story.Till.PostAsync(path, "{", "mended")).Expect(400);
        (await story.Till.PostAsync(path, "{}", "mended")).Expect(422);
        (await story.Till.PostAsync(path, new SaleBody("12.00").ToData(), "mended")).Expect(200);

        Assert.Equal(112, await story.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task A_key_counts_for_its_client_and_its_path_alone()
    {
        var one = await story.Operator.EnrolAsync(new MemberBody());
        var two = await story.Operator.EnrolAsync(new MemberBody());

        await story.Till.RecordAsync(one, new SaleBody("10.00"), "shared");
        await story.Till.RecordAsync(two, new SaleBody("20.00"), "shared");
        await story.Operator.RecordAsync(one, new SaleBody("30.00"), "shared");

        Assert.Equal(140, await story.Operator.PointsAsync(one));
        Assert.Equal(120, await story.Operator.PointsAsync(two));
    }
}
