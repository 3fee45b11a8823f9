namespace Loyalty.Programmes;

public enum RoundUpTo { None, Month, Quarter, Year }

/// <summary>How long a lot can be used.</summary>
public sealed record ExpiryPolicy(Period After, RoundUpTo RoundUpTo)
{
    public DateOnly LastDay(DateOnly earned)
    {
        var day = After.After(earned);
        return RoundUpTo switch
        {
            RoundUpTo.Month => day.EndOfMonth(),
            RoundUpTo.Quarter => new DateOnly(day.Year, (day.Month + 2) / 3 * 3, 1).EndOfMonth(),
            RoundUpTo.Year => new DateOnly(day.Year, 12, 31),
            _ => day,
        };
    }
}
