using Loyalty.Campaigns;

namespace Loyalty.Tests.Campaigns;

public class UpliftTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_interval_is_that_of_floating_point_rounded_outwards(int seed)
    {
        var random = new Random(seed);
        var (one, other) = (Draw(random, 200, 9_000), Draw(random, 50, 7_000));
        var half = 1.96 * Math.Sqrt(Variance(one) / one.Length + Variance(other) / other.Length);
        var difference = one.Average() - other.Average();

        var uplift = Uplift.Of(Of(one), Of(other), 1)!;

        Assert.Equal(Math.Floor(difference), uplift.Difference);
        Assert.InRange(uplift.Low!.Value, difference - half - 2, difference - half);
        Assert.InRange(uplift.High!.Value, difference + half, difference + half + 2);
    }

    [Fact]
    public void Nothing_is_said_with_nobody_in_a_group_and_no_interval_with_one()
    {
        Assert.Null(Uplift.Of(Of([]), Of([1, 2]), 1));
        Assert.Equal(new Uplift(1, 5, -4, null, null), Uplift.Of(Of([1, 2]), Of([5]), 1));
        Assert.False(Uplift.Of(Of([1, 2]), Of([5]), 1)!.IsShown);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(1_000_000_000_000_000_000, 1_000_000_000)]
    public void A_root_is_rounded_up(long square, long root) => Assert.Equal(root, Uplift.RootUp(square));

    private static long[] Draw(Random random, int count, int most) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(most))];

    private static double Variance(long[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1);

    private static Sample Of(long[] values) => new(values.Length, values.Sum(), values.Aggregate(Int128.Zero, (sum, value) => sum + (Int128)value * value));
}
