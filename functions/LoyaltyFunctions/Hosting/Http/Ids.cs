namespace LoyaltyFunctions.Hosting.Http;

/// <summary>Ids that callers put into a path.</summary>
public static class Ids
{
    private const int MaxLength = 64;

    /// <summary>The id if it could be one of ours (lower-case letters and digits); else it is not found. Nothing else becomes part of a key.</summary>
    public static string Require(string id) => id.Length is > 0 and <= MaxLength && id.All(char.IsAsciiLetterOrDigit) && !id.Any(char.IsAsciiLetterUpper)
        ? id
        : throw new ProblemException(Problem.NotFound);
}
