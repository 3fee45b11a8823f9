using Testing.Tables.Faults;

namespace LoyaltyFunctions.Tests.Outbound;

/// <summary>Events that the Event Grid topic did not take.</summary>
public sealed class TopicFailureTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(413)]
    [Trait("Fault", "56")]
    public void What_the_topic_refuses_is_a_dead_letter_and_not_tried_for_ever(int status)
    {
        using var told = new Told();
        var calls = 0;
        told.Stage.Harm(request => !request.Name.StartsWith("topic", StringComparison.Ordinal) ? null
            : Fault.Answer(status, "Refused", $"no {++calls}"));

        var member = told.Enrol();
        for (var round = 0; round < 5; round++)
            told.Wait(TimeSpan.FromMinutes(10));

        // Once with the others, once each alone.
        Assert.InRange(calls, 3, 4);
        Assert.Equal(2, told.Letters.Count);
        Assert.All(told.Letters, letter => Assert.Equal("topic", letter.Partner));
        Assert.Contains(told.Letters, letter => letter.Reason == $"loyalty.points.earned {member}-1: was answered {status}, 1 attempts");
        Assert.Equal(0, told.Waiting);
    }

    [Fact]
    [Trait("Fault", "56")]
    public void What_the_topic_does_not_take_for_a_while_it_is_told_later_and_a_dead_letter_can_be_replayed()
    {
        using var told = new Told();
        told.Stage.Harm(request => request.Name.StartsWith("topic", StringComparison.Ordinal) ? Fault.ServerBusy : null);
        var member = told.Enrol();
        told.Stage.Harm(null);
        Assert.Empty(told.Stage.World.Events.Events);

        told.Wait(TimeSpan.FromSeconds(6));

        Assert.Contains($"{member}-1", told.Stage.World.Events.Events.Keys);
        Assert.Equal(0, told.Waiting);
        Assert.Empty(told.Letters);
    }
}
