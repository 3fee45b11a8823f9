using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Api;

/// <summary>
/// A partner's month: points issued by it, taken back by its refunds and voids, and redeemed with it, all as positive numbers.
/// <c>Complete</c> once no more can come: every day is compacted, and later ones have begun.
/// </summary>
public sealed record StatementView(string Partner, string Month, long Issued, long Reversed, long Redeemed, long Entries, bool Complete)
{
    private const string Header = "partner,month,issued,reversed,redeemed,entries,complete";

    /// <summary>RFC 4180: a header and one line.</summary>
    public byte[] ToCsv() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{Header}\r\n{Partner},{Month},{Issued},{Reversed},{Redeemed},{Entries},{(Complete ? "true" : "false")}\r\n"));
}
