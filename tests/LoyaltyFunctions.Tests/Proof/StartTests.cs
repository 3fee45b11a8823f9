using Testing.Tables.Faults;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>The first minute of a hub whose stores hold nothing yet.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "50")]
    public void A_start_that_is_cut_short_anywhere_is_made_up_for_by_the_next(bool afterCommit)
    {
        for (var point = 1; ; point++)
        {
            var world = new World();
            var process = world.Unprepared();
            process.Wire.OnRequest = request => request.Number == point ? afterCommit ? Fault.Stop.AfterCommit() : Fault.Stop : null;
            if (!DiesWhileStarting(process))
            {
                Assert.True(point > 5, "A start asks for tables and containers.");
                break;
            }

            var next = world.NewProcess();
            Assert.Equal(201, next.Post("members", "first", Json.Enrol("600001"))!.Status);
            next.Discard();
        }
    }

    [Fact]
    [Trait("Fault", "50")]
    public void Two_processes_that_start_at_once_both_start()
    {
        var world = new World();
        var (first, second) = (world.Unprepared(), world.Unprepared());
        first.Wire.OnRequest = request =>
        {
            if (request.Number == 3)
            {
                Assert.False(DiesWhileStarting(second));
            }

            return null;
        };
        Assert.False(DiesWhileStarting(first));
        Assert.Equal(201, first.Post("members", "first", Json.Enrol("600001"))!.Status);
        first.Discard();
        second.Discard();
    }

    private static bool DiesWhileStarting(HubProcess process) => process.Run(async () =>
    {
        try
        {
            await process.PrepareAsync();
        }
        catch (Exception) when (process.IsDead)
        {
            return true;
        }

        return process.IsDead;
    });
}
