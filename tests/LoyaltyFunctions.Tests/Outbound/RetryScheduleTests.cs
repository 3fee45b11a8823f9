using LoyaltyFunctions.Outbound;

namespace LoyaltyFunctions.Tests.Outbound;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 60)]
    [InlineData(3, 300)]
    [InlineData(4, 1_800)]
    [InlineData(5, 7_200)]
    [InlineData(6, 18_000)]
    [InlineData(7, 36_000)]
    [InlineData(8, 86_400)]
    public void Each_wait_is_up_to_a_tenth_shorter_or_longer(int attempts, double seconds)
    {
        Assert.Equal(seconds * 0.9, RetrySchedule.After(attempts, null, 0)!.Value.TotalSeconds, 3);
        Assert.Equal(seconds, RetrySchedule.After(attempts, null, 0.5)!.Value.TotalSeconds, 3);
        Assert.Equal(seconds * 1.1, RetrySchedule.After(attempts, null, 1)!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void There_are_nine_attempts()
    {
        Assert.Equal(9, RetrySchedule.MaxAttempts);
        Assert.Null(RetrySchedule.After(9, TimeSpan.FromMinutes(1), 0.5));
    }

    [Theory]
    [InlineData(1, 2, 5)]
    [InlineData(1, 90, 90)]
    [InlineData(1, -30, 5)]
    [InlineData(2, 31_536_000, 86_400)]
    public void A_receiver_may_ask_for_more_but_for_no_more_than_a_day(int attempts, int asked, int seconds) =>
        Assert.Equal(seconds, RetrySchedule.After(attempts, TimeSpan.FromSeconds(asked), 0.5)!.Value.TotalSeconds, 3);
}
