namespace LoyaltyFunctions.Api;

/// <summary>A transfer at its end: whether the points arrived or came back, and how the giver stands.</summary>
public sealed record TransferView(string TransferId, string Status, string From, string To, long Points, EntryView Entry, BalanceView Balance)
{
    public const string Completed = "completed";

    /// <summary>The receiver could not take them any more.</summary>
    public const string Returned = "returned";
}
