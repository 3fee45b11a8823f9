using System.Text.Json;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Outbound;

/// <summary>Events that no entry stands for.</summary>
public sealed class AnnouncementTests
{
    [Fact]
    public void Points_that_are_about_to_expire_are_told_of_once_for_each_last_day()
    {
        using var told = new Told();
        var member = told.Enrol();
        // The end of the month twelve months later is 31 March 2027.
        told.Stage.Pass(TimeSpan.FromDays(375));
        TellExpiring(told);
        told.Stage.Pass(TimeSpan.FromDays(1));
        TellExpiring(told);

        var expiring = Assert.Single(Events(told, "loyalty.points.expiring"));
        Assert.Equal(member, expiring.GetProperty("subject").GetString());
        Assert.Equal("1", expiring.GetProperty("sequence").GetString());
        Assert.Equal("""{"on":"2027-03-31","points":100}""", expiring.GetProperty("data").GetRawText());
    }

    [Fact]
    public void Points_that_expire_later_are_not_told_of()
    {
        using var told = new Told();
        told.Enrol();
        told.Stage.Pass(TimeSpan.FromDays(300));

        TellExpiring(told);

        Assert.Empty(Events(told, "loyalty.points.expiring"));
    }

    [Fact]
    public void A_run_is_told_of_when_its_last_shard_is_done_and_once()
    {
        using var told = new Told();
        told.Enrol();
        told.Enrol("600002");
        told.Stage.Pass(TimeSpan.FromDays(400));
        told.Stage.Run(process => process.StartRuns());
        Assert.DoesNotContain(Events(told, "loyalty.run.completed"), run => KindOf(run) == "expire");
        var shards = told.Stage.World.Shards.Peek(100);
        told.Stage.WorkQueues();
        told.Stage.World.Shards.Send(shards);
        told.Stage.WorkQueues();
        told.Stage.Rest();

        var run = Assert.Single(Events(told, "loyalty.run.completed"), run => KindOf(run) == "expire");
        Assert.Equal(-200, run.GetProperty("data").GetProperty("points").GetInt64());
        Assert.Equal(run.GetProperty("data").GetProperty("id").GetString(), run.GetProperty("subject").GetString());
        Assert.Empty(told.Stage.World.Events.Different);
    }

    private static void TellExpiring(Told told)
    {
        told.Stage.Run(process => process.TellExpiring());
        told.Stage.WorkQueues();
        told.Stage.Rest();
    }

    private static string KindOf(JsonElement run) => run.GetProperty("data").GetProperty("kind").GetString()!;

    private static List<JsonElement> Events(Told told, string type) =>
        [.. told.Stage.World.Events.Events.Values.Select(text => JsonDocument.Parse(text).RootElement).Where(one => one.GetProperty("type").GetString() == type)];
}
