using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Points go from one member to another, whole or not at all.</summary>
[Collection(StoryHub.Collection)]
public sealed class TransferStories(StoryHub story)
{
    [Fact]
    [Trait("Fault", "30")]
    public async Task Points_given_to_another_member_leave_the_one_and_reach_the_other_once()
    {
        var ((giver, _), (receiver, _)) = (await story.EnrolAsync(), await story.EnrolAsync());
        var body = $$"""{"from":"{{giver}}","to":"{{receiver}}","points":60}""";

        var first = (await story.Operator.PostAsync("/api/transfers", body, "give-" + giver)).Expect(201);
        var again = await story.Operator.PostAsync("/api/transfers", body, "give-" + giver);

        Assert.Equal((first.Text, "completed"), (again.Text, first.Json.GetProperty("status").GetString()));
        Assert.Equal((40L, 160L), (await story.Operator.PointsAsync(giver), await story.Operator.PointsAsync(receiver)));
        Assert.Equal(-60, Audit.Points((await Audit.IntactAsync(story.Hub, giver))[^1]));
        Assert.Equal(60, Audit.Points((await Audit.IntactAsync(story.Hub, receiver))[^1]));
    }

    [Fact]
    public async Task A_transfer_that_cannot_be_says_why_and_moves_nothing()
    {
        var ((giver, _), (receiver, _)) = (await story.EnrolAsync(), await story.EnrolAsync());

        var much = await GiveAsync(giver, receiver, 101);
        var self = await GiveAsync(giver, giver, 1);
        var nobody = await GiveAsync(giver, "m00000000000000000000000000", 1);
        var nothing = await GiveAsync(giver, receiver, 0);

        Assert.Equal((409, "insufficient-points"), (much.Status, much.Problem));
        Assert.Equal((422, "invalid"), (self.Status, self.Problem));
        Assert.Equal((404, "not-found"), (nobody.Status, nobody.Problem));
        Assert.Equal((422, "invalid"), (nothing.Status, nothing.Problem));
        Assert.Equal((100L, 100L), (await story.Operator.PointsAsync(giver), await story.Operator.PointsAsync(receiver)));
    }

    private Task<Reply> GiveAsync(string giver, string receiver, long points) =>
        story.Operator.PostAsync("/api/transfers", $$"""{"from":"{{giver}}","to":"{{receiver}}","points":{{points}}}""");
}
