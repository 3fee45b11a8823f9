using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>The answer to a purchase, a refund or a void.</summary>
public sealed record CommittedView(EntryView Entry, BalanceView Balance)
{
    /// <summary>The same receipt again: the entry is the first one's.</summary>
    public bool? Duplicate { get; init; }
}

/// <summary>A page of a list; <c>Next</c> is the cursor of the following page.</summary>
public sealed record EntryPage(IReadOnlyList<EntryView> Items, string? Next);

public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, string? Next);

public sealed record AcceptedView(string Id);

/// <summary>What became of a webhook.</summary>
public sealed record DeliveryView(
    string Id,
    string Partner,
    DateTimeOffset ReceivedAt,
    string Status,
    string? Reason,
    IReadOnlyList<EntryRef> Entries,
    IReadOnlyList<StepView> Steps)
{
    /// <summary>What was sent, personal data masked; where it is at hand.</summary>
    public string? Payload { get; init; }

    public static DeliveryView Of(DeliveryRecord record) => new(
        record.Id,
        record.Partner,
        record.ReceivedAt,
        record.Status.ToString().ToLowerInvariant(),
        record.Reason,
        record.Entries,
        // Nothing is received that was not verified first.
        [
            new StepView("verified", record.ReceivedAt),
            new StepView("received", record.ReceivedAt),
            .. record.Steps.Select(step => new StepView(step.Name, step.At)),
        ]);
}

/// <summary>When a delivery came how far: verified, received, takenUp, parsed, committed, published.</summary>
public sealed record StepView(string Step, DateTimeOffset At);

/// <summary>`healthy`, `degraded` or `unhealthy`, and a line for each dependency.</summary>
public sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Dependencies);
