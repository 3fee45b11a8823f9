namespace LoyaltyFunctions.Api;

/// <summary>A store's leader board of a period. Members show by their pseudonyms alone.</summary>
public sealed record LeaderBoardView(string StoreId, string By, string Period, IReadOnlyList<PlaceView> Items)
{
    /// <summary>The last day of the period.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>The place of the member who was asked for.</summary>
    public PlaceView? Own { get; init; }
}

/// <summary>A place, shared by those who have come to as much.</summary>
public sealed record PlaceView(long Rank, string Pseudonym, long Value);
