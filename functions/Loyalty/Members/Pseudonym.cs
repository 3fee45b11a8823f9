using System.Text;
using System.Text.RegularExpressions;

namespace Loyalty.Members;

/// <summary>
/// The name by which a member shows on leader boards: 3 to 24 letters, digits, spaces, dots, dashes and underscores, with no more digits than
/// a year has, so that it is no address, number or card. Whoever chooses one opts in. Upper and lower case are one name.
/// </summary>
public static partial class Pseudonym
{
    /// <summary>The type of identity by which a name is one member's; callers can neither name nor look one up.</summary>
    public const string IdentityType = "pseudonym";

    private const int MaximumDigits = 4;
    private const int MaximumLength = 24;

    /// <summary>False with a <paramref name="problem"/> that reads as the end of a sentence about the name.</summary>
    public static bool TryRead(string text, out string name, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        (name, problem) = ("", "");
        if (!text.IsNormalized() && !TryNormalise(ref text))
            problem = "has broken Unicode";
        else if (text.Trim().Length > MaximumLength || !Pattern().IsMatch(text.Trim()))
            problem = "must be 3 to 24 letters, digits, spaces, dots, dashes and underscores, beginning with a letter";
        else if (text.Count(char.IsDigit) > MaximumDigits)
            problem = $"has more than {MaximumDigits} digits, as a card or a number would";
        else
            name = text.Trim();
        return problem.Length == 0;
    }

    private static bool TryNormalise(ref string text)
    {
        try
        {
            text = text.Normalize(NormalizationForm.FormC);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A\p{L}(?:[ ._-]?[\p{L}\p{Nd}]){2,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
