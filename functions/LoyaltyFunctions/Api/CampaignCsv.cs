using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Api;

/// <summary>A report on a campaign as RFC 4180: a line for each figure, for a spreadsheet.</summary>
internal static class CampaignCsv
{
    public static byte[] Of(CampaignReportView report) =>
        Encoding.UTF8.GetBytes(string.Concat(Lines(report).Select(line => string.Join(',', line.Select(Field)) + "\r\n")));

    private static IEnumerable<string[]> Lines(CampaignReportView report) =>
    [
        ["campaign", "from", "to", "status", "figure", "value", "currency"],
        .. Figures(report).Select(figure => (string[])
        [
            report.Campaign,
            report.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            report.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            report.Status,
            figure.Name,
            figure.Value,
            figure.Currency,
        ]),
    ];

    private static IEnumerable<(string Name, string Value, string Currency)> Figures(CampaignReportView report) =>
    [
        .. report.Budget is { } budget ? (IEnumerable<(string, string, string)>)[Count("budget.points", budget.Points), Count("budget.left", budget.Left)] : [],
        Count("points.issued", report.Points.Issued),
        Count("points.takenBack", report.Points.TakenBack),
        Count("points.net", report.Points.Net),
        .. Money("points.cost", report.Points.Cost),
        Count("reached.members", report.Reached.Members),
        Count("reached.redemptions", report.Reached.Redemptions),
        Count("reached.redeemed", report.Reached.Redeemed),
        .. Group("addressed", report.Addressed),
        .. Group("heldOut", report.HeldOut),
        .. report.Uplift.SelectMany(Uplift),
        ("finding", report.Finding, ""),
        .. Money("payback.extraMargin", report.Payback?.ExtraMargin),
        .. Money("payback.cost", report.Payback?.Cost),
        .. Money("payback.result", report.Payback?.Result),
    ];

    private static IEnumerable<(string, string, string)> Group(string name, CampaignGroupView group) =>
    [
        Count($"{name}.members", group.Members),
        Count($"{name}.buyers", group.Buyers),
        Count($"{name}.visits", group.Visits),
        .. Money($"{name}.sales", group.Sales),
        .. Money($"{name}.margin", group.Margin),
    ];

    private static IEnumerable<(string, string, string)> Uplift(UpliftView uplift) =>
    [
        ($"uplift.{uplift.Of}", uplift.Difference, ""),
        ($"uplift.{uplift.Of}.low", uplift.Low ?? "", ""),
        ($"uplift.{uplift.Of}.high", uplift.High ?? "", ""),
    ];

    private static (string Name, string Value, string Currency) Count(string name, long value) => (name, value.ToString(CultureInfo.InvariantCulture), "");

    private static IEnumerable<(string, string, string)> Money(string name, MoneyView? money) => money is null ? [] : [(name, money.Amount, money.Currency)];

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
