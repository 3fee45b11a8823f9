using Loyalty.Entries;

namespace LoyaltyFunctions.Api;

/// <summary>The data of <c>loyalty.offer.issued</c> and <c>loyalty.offer.redeemed</c>; without a journey where the member activated the offer, and of what was used.</summary>
public sealed record GrantData(string GrantId, string Kind, string Item, DateOnly Until, long Uses, string? Journey)
{
    public static GrantData Of(GrantChange grant, string? journey) =>
        new(grant.Id, Words.Of(grant.Kind), grant.Item, grant.Until, Math.Abs(grant.Uses), journey);
}

/// <summary>The data of <c>loyalty.goal.reached</c>.</summary>
public sealed record GoalReachedData(string Goal, string Period, long Done, long Reached)
{
    public static GoalReachedData Of(PlayStep step) => new(step.Goal, step.Period, step.Done, step.Reached);
}

/// <summary>
/// The data of <c>loyalty.message.requested</c>: what to send, and what the text needs, flat, as marketing tools take it. No personal data: who
/// it is for is the subject.
/// </summary>
public sealed record MessageData(string Template, string Channel, string? Journey, long Points, long Balance)
{
    /// <summary>Of the question whether a consent is confirmed: what the member answers.</summary>
    public string? Code { get; init; }

    /// <summary>The day that it is about, such as the last day of points that expire.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The points that it is about.</summary>
    public long? About { get; init; }

    /// <summary>The first thing granted with it.</summary>
    public string? Item { get; init; }

    public DateOnly? Until { get; init; }

    public string? StoreId { get; init; }

    public static MessageData Of(LedgerEntry entry, MessageRequest message) =>
        new(message.Template, message.Channel, entry.Personal?.Journey, entry.Points.Value, entry.Balance.Value)
        {
            Code = message.Code,
            On = message.On,
            About = message.Points?.Value,
            Item = entry.Personal is { Grants: [var first, ..] } ? first.Item : null,
            Until = entry.Personal is { Grants: [var grant, ..] } ? grant.Until : null,
            StoreId = entry.Source.StoreId,
        };
}
