using System.Globalization;
using System.Text;
using Loyalty;

namespace LoyaltyFunctions.Api;

/// <summary>
/// A partner's month: points issued by it, taken back by its refunds and voids, and redeemed with it, all as positive numbers.
/// <c>Complete</c> once no more can come: every day is compacted, and later ones have begun.
/// </summary>
public sealed record StatementView(string Partner, string Month, long Issued, long Reversed, long Redeemed, long Entries, bool Complete)
{
    /// <summary>The same in the partner's own points, where it has such.</summary>
    public PartnerPointsView? InPartnerPoints { get; init; }

    private const string Header = "partner,month,issued,reversed,redeemed,entries,complete";

    /// <summary>RFC 4180: a header and one line.</summary>
    public byte[] ToCsv() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{Header}\r\n{Partner},{Month},{Issued},{Reversed},{Redeemed},{Entries},{(Complete ? "true" : "false")}\r\n"));
}

/// <summary>Points of the programme in those of a partner, each sum down to a whole one.</summary>
public sealed record PartnerPointsView(string Name, string Rate, long Issued, long Reversed, long Redeemed)
{
    internal static PartnerPointsView Of(string name, string rate, StatementView statement)
    {
        var factor = Rational.TryParse(rate, out var read) ? read : Rational.One;
        return new PartnerPointsView(name, rate, In(statement.Issued), In(statement.Reversed), In(statement.Redeemed));

        long In(long points) => (factor * points).Floor();
    }
}
