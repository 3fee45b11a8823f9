using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>An identity belongs to one member.</summary>
[Collection(StoryHub.Collection)]
public sealed class EnrolmentStories(StoryHub story)
{
    [Fact]
    public async Task A_member_is_found_by_every_identity_however_it_is_written()
    {
        var (card, email, phone) = (MemberBody.NewCard(), MemberBody.NewEmail(), $"+49 (151) {Random.Shared.Next(1_000_000, 9_999_999)}");
        var written = $" {card[..4]}-{card[4..8]} {card[8..]} ";
        var member = await story.Operator.EnrolAsync(new MemberBody { Card = written, Email = email.ToUpperInvariant(), Phone = phone });

        Assert.Equal(member, await story.Operator.FindAsync("card", card));
        Assert.Equal(member, await story.Operator.FindAsync("card", string.Join('-', card.Chunk(4).Select(digits => new string(digits)))));
        Assert.Equal(member, await story.Operator.FindAsync("email", email));
        Assert.Equal(member, await story.Operator.FindAsync("email", $"  {email.ToUpperInvariant()}"));
        Assert.Equal(member, await story.Operator.FindAsync("phone", phone.Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Fault", "82")]
    public async Task An_identity_that_is_taken_is_refused_and_names_no_one()
    {
        var (card, email) = (MemberBody.NewCard(), MemberBody.NewEmail());
        await story.Operator.EnrolAsync(new MemberBody { Card = card, Email = email });

        var byCard = await story.Operator.TryEnrolAsync(new MemberBody { Card = card });
        var byEmail = await story.Operator.TryEnrolAsync(new MemberBody { Email = email.ToUpperInvariant() });

        Assert.Equal("identity-taken", byCard.Expect(409).Problem);
        Assert.Equal(byCard.Text, byEmail.Expect(409).Text);
    }

    [Fact]
    public async Task Somebody_nobody_knows_is_not_found()
    {
        var unknown = await story.Operator.GetAsync($"/api/members/lookup?type=card&value={MemberBody.NewCard()}");

        Assert.Equal("not-found", unknown.Expect(404).Problem);
        Assert.Equal("invalid", (await story.Operator.GetAsync("/api/members/lookup?type=card")).Expect(422).Problem);
        Assert.Equal("invalid", (await story.Operator.GetAsync("/api/members/lookup?type=email&value=nobody")).Expect(422).Problem);
    }

    [Fact]
    public async Task Of_two_enrolments_of_one_card_at_once_one_succeeds_and_the_loser_keeps_nothing()
    {
        for (var i = 0; i < 15; i++)
        {
            var card = MemberBody.NewCard();
            var bodies = Enumerable.Range(0, 2).Select(_ => new MemberBody { Card = card, Email = MemberBody.NewEmail() }).ToList();

            var replies = await Task.WhenAll(bodies.Select(body => story.Operator.TryEnrolAsync(body)));

            Assert.Equal([201, 409], replies.Select(reply => reply.Status).Order());
            var (winner, loser) = replies[0].Status == 201 ? (bodies[0], bodies[1]) : (bodies[1], bodies[0]);
            Assert.Equal(await story.Operator.FindAsync("card", card), await story.Operator.FindAsync("email", winner.Email!));
            (await story.Operator.TryEnrolAsync(new MemberBody { Email = loser.Email })).Expect(201);
        }
    }

    [Fact]
    public async Task Of_two_enrolments_of_one_person_at_once_one_succeeds()
    {
        for (var i = 0; i < 25; i++)
        {
            var person = new MemberBody { Email = MemberBody.NewEmail(), Phone = $"+4915{Random.Shared.Next(10_000_000, 99_999_999)}" };

            var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => story.Operator.TryEnrolAsync(person)));

            Assert.Equal([201, 409, 409], replies.Select(reply => reply.Status).Order());
            Assert.Equal(await story.Operator.FindAsync("card", person.Card!), await story.Operator.FindAsync("email", person.Email!));
        }
    }
}
