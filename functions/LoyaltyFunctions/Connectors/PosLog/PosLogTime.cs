using System.Globalization;

namespace LoyaltyFunctions.Connectors.PosLog;

/// <summary>When a transaction ended. Tills write local time; without an offset it is taken as UTC, which the hub's clock rule then
/// judges.</summary>
internal static class PosLogTime
{
    public static DateTimeOffset? Read(PosLogNode transaction)
    {
        var name = transaction.Child("EndDateTime") is null ? "BeginDateTime" : "EndDateTime";
        if (transaction.Required(name) is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && text.Length >= 10) return at;
        transaction.Child(name)!.Fault("must be an ISO 8601 instant");
        return null;
    }
}
