using LoyaltyFunctions.Demo;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_moved_on_and_never_back()
    {
        var clock = new DemoClock(new Stopped(), TimeSpan.FromDays(10));
        Assert.Equal(Now.AddDays(-10), clock.GetUtcNow());

        clock.MoveOn(Now.AddDays(-7));
        Assert.Equal(Now.AddDays(-7), clock.GetUtcNow());
        clock.MoveOn(Now.AddDays(-8));
        Assert.Equal(Now.AddDays(-7), clock.GetUtcNow());
        Assert.Equal(Now, clock.Real);
    }

    [Fact]
    public void It_never_shows_what_is_to_come()
    {
        var clock = new DemoClock(new Stopped(), TimeSpan.FromDays(10));

        clock.MoveOn(Now.AddDays(1));
        Assert.Equal(Now, clock.GetUtcNow());
        clock.MoveToPresent();
        Assert.Equal(Now, clock.GetUtcNow());
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
