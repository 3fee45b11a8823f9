namespace LoyaltyFunctions.Api;

/// <summary>Whether the archive holds together, and the first place where it does not.</summary>
public sealed record VerificationView(bool Ok, long Entries, int Days, FaultView? FirstFault);

public sealed record FaultView(DateOnly Day, string? MemberId, long? Seq, string Reason);
