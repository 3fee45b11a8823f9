namespace LoyaltyFunctions.Storage;

/// <summary>Members of one ledger account whose ids lie between two bounds (the first belongs to it, the last does not).</summary>
public sealed record MemberRange(int Account, string From, string To)
{
    private const int LettersPerRange = 4;

    /// <summary>All members of so many ledger accounts, cut where the ids, which are hashes, fall evenly.</summary>
    public static IReadOnlyList<MemberRange> Of(int accounts) =>
    [
        .. from account in Enumerable.Range(0, accounts)
           from letters in Keys.Alphabet.Chunk(LettersPerRange)
           select new MemberRange(account, $"m{letters[0]}", $"m{letters[^1]}~"),
    ];
}
