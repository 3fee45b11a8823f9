using System.Globalization;
using System.Text.RegularExpressions;
using Loyalty;

namespace LoyaltyFunctions.Connectors;

/// <summary>The settings of one partner as they are bound, before anything is checked.</summary>
public sealed partial class PartnerOptions
{
    public const string SectionName = "Partners";

    public static readonly IReadOnlyList<string> Kinds = ["pos", "erp", "gis", "crm", "marketing"];

    public string? Kind { get; set; }
    public string? Format { get; set; }
    public IList<string> Secrets { get; } = [];
    public string? NotificationUrl { get; set; }
    public string? PublicUrl { get; set; }
    public string? ApiBase { get; set; }
    public string? ApiToken { get; set; }
    public string? ApiTokenUrl { get; set; }
    public string? ApiClientId { get; set; }
    public string? ApiClientSecret { get; set; }
    public string? ApiScope { get; set; }
    public string? OrganizationId { get; set; }
    public string? HeaderName { get; set; }
    public string? Currency { get; set; }
    public string? PointsPerReceipt { get; set; }
    public string? PointsPerDay { get; set; }
    public string? PointsName { get; set; }
    public string? PointsRate { get; set; }

    /// <summary>One line for each setting that is missing or wrong, beginning with its name; none when the partner can be used. Quotes no
    /// secret.</summary>
    public IReadOnlyList<string> Validate(string id)
    {
        var faults = new List<string>();
        void Fault(string setting, string detail) => faults.Add($"{SectionName}__{id}__{setting}: {detail}");

        if (!IdPattern().IsMatch(id)) Fault("Kind", "a partner id is 1 to 64 letters, digits, dashes or dots");
        if (!Kinds.Contains(Kind ?? "")) Fault("Kind", $"one of {string.Join(", ", Kinds)} is needed");
        if (Secrets.Count == 0) Fault("Secrets__0", "a secret is needed, since an unsigned delivery is never accepted");
        for (var i = 0; i < Secrets.Count; i++)
            if (string.IsNullOrWhiteSpace(Secrets[i])) Fault($"Secrets__{i}", "the secret is empty");
        if (!IsCap(PointsPerReceipt)) Fault("PointsPerReceipt", "must be a whole number of points above 0");
        if (!IsCap(PointsPerDay)) Fault("PointsPerDay", "must be a whole number of points above 0");
        if (PointsRate is { Length: > 0 } && (!Rational.TryParse(PointsRate, out var rate) || rate.Sign <= 0)) Fault("PointsRate", "must be a decimal above 0 such as 0.5");
        if (string.IsNullOrEmpty(PointsRate) != string.IsNullOrEmpty(PointsName)) Fault("PointsName", "and PointsRate are needed together");
        if (!ConnectorCatalogue.TryGet(Format ?? "", out var connector)) Fault("Format", $"one of {ConnectorCatalogue.Formats} is needed");
        else if (faults.Count == 0)
            foreach (var (setting, detail) in connector.Check(ToPartner(id))) Fault(setting, detail);
        return faults;
    }

    /// <summary>The partner, to be used only when <see cref="Validate"/> found nothing.</summary>
    public Partner ToPartner(string id, IEnumerable<string>? topics = null) => new()
    {
        Id = id.ToLowerInvariant(),
        Kind = Kind ?? "",
        Format = Format ?? "",
        Secrets = [.. Secrets],
        NotificationUrl = NotificationUrl,
        PublicUrl = PublicUrl,
        ApiBase = ApiBase,
        ApiToken = ApiToken,
        ApiTokenUrl = ApiTokenUrl,
        ApiClientId = ApiClientId,
        ApiClientSecret = ApiClientSecret,
        ApiScope = ApiScope,
        OrganizationId = OrganizationId,
        HeaderName = HeaderName,
        Currency = Currency,
        PointsPerReceipt = CapOf(PointsPerReceipt),
        PointsPerDay = CapOf(PointsPerDay),
        PointsName = string.IsNullOrEmpty(PointsName) ? null : PointsName,
        PointsRate = string.IsNullOrEmpty(PointsRate) ? null : PointsRate,
        Topics = [.. topics ?? []],
    };

    private static bool IsCap(string? text) => string.IsNullOrEmpty(text) || CapOf(text) > 0;

    private static long? CapOf(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var points) ? points : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
