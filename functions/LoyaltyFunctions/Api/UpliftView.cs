using System.Globalization;
using Loyalty;
using Loyalty.Campaigns;

namespace LoyaltyFunctions.Api;

/// <summary>A measure of one member in both groups, the difference of the two, and where it lies with 95 % confidence.</summary>
/// <param name="Of">sales, visits or buyers.</param>
/// <param name="Addressed">The mean of those addressed.</param>
/// <param name="HeldOut">The mean of those held out.</param>
/// <param name="Difference">The first less the second.</param>
/// <param name="Low">Where the interval begins; missing with fewer than two members in a group.</param>
/// <param name="High">Where it ends.</param>
public sealed record UpliftView(string Of, string Addressed, string HeldOut, string Difference, string? Low, string? High)
{
    private const string Decimals = "0.0000";

    internal static IReadOnlyList<UpliftView> AllOf(CampaignReport report, Currency currency)
    {
        (string Of, Uplift? Uplift, Func<long, string> Text)[] measures =
            [("sales", report.Sales, minor => new Money(minor, currency).Format()), ("visits", report.Visits, Fine), ("buyers", report.Buyers, Fine)];
        return [.. measures.Where(measure => measure.Uplift is not null).Select(measure => View(measure.Of, measure.Uplift!, measure.Text))];
    }

    /// <summary>What the difference in sales means, plainly.</summary>
    internal static string Sentence(CampaignReport report, Currency currency)
    {
        var (addressed, heldOut) = (report.Tally.Addressed.Members, report.Tally.HeldOut.Members);
        var interval = report.Sales is { Low: { } low, High: { } high } ? $"{new Money(low, currency)} to {new Money(high, currency)}" : "";
        return report.Finding switch
        {
            CampaignFinding.NobodyHeldOut => string.Create(
                CultureInfo.InvariantCulture, $"Nobody to compare with: {addressed} members addressed, {heldOut} held out."),
            CampaignFinding.TooFew => string.Create(
                CultureInfo.InvariantCulture,
                $"Too few to tell: {addressed} members addressed, {heldOut} held out; each group needs at least {CampaignReport.FewestMembers}."),
            CampaignFinding.NoneShown => $"No difference is shown: with 95 % confidence it is {interval} a member, which holds zero.",
            CampaignFinding.More => $"Addressed members bought for more than those held out: with 95 % confidence {interval} each.",
            _ => $"Addressed members bought for less than those held out: with 95 % confidence {interval} each.",
        };
    }

    /// <summary>Ten-thousandths with all their decimals.</summary>
    internal static string Fine(long tenThousandths) =>
        (tenThousandths / (decimal)CampaignReport.Fine).ToString(Decimals, CultureInfo.InvariantCulture);

    private static UpliftView View(string of, Uplift uplift, Func<long, string> text) => new(
        of,
        text(uplift.Addressed),
        text(uplift.HeldOut),
        text(uplift.Difference),
        uplift.Low is { } low ? text(low) : null,
        uplift.High is { } high ? text(high) : null);
}
