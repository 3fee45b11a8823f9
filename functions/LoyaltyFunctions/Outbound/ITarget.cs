using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound;

/// <summary>A system that is told of events. It has no state of its own: one that is asked twice tells twice.</summary>
public interface ITarget
{
    /// <summary>As dead letters and logs show it, such as <c>subscriber:crm</c>.</summary>
    string Id { get; }

    /// <summary>Where it is. A target that is gone (410) is told again once this is another.</summary>
    string Address { get; }

    bool Wants(string eventType);

    /// <summary>A member's notices go in the order of their sequence, and one that is not taken holds back the later ones.</summary>
    bool IsOrdered { get; }

    /// <summary>Tells what is so now, so that one notice stands for all of the member's that wait.</summary>
    bool TellsState { get; }

    /// <summary>One attempt. Throws when this hub's own store is out of reach, which is no attempt; anything else that is thrown is a failed one.</summary>
    Task<Attempt> TellAsync(Notice notice, CancellationToken cancellation);
}
