namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Random numbers that may be drawn from any thread; in the order of a seed as long as one thread draws after the other.</summary>
internal sealed class Chance(int seed) : Random(seed)
{
    private readonly Lock _gate = new();

    public override int Next(int maxValue)
    {
        lock (_gate)
        {
            return base.Next(maxValue);
        }
    }

    public override int Next(int minValue, int maxValue)
    {
        lock (_gate)
        {
            return base.Next(minValue, maxValue);
        }
    }

    public override double NextDouble()
    {
        lock (_gate)
        {
            return base.NextDouble();
        }
    }
}
