using Loyalty.Purchases;

namespace LoyaltyFunctions.Connectors.PosLog;

/// <summary>What names a transaction, in its own header and in the link of a later one.</summary>
internal static class PosLogReceipt
{
    private static readonly IReadOnlyList<string> VoidReasons = ["Void", "Voided", "PostVoid", "PostVoided"];

    /// <summary>Null exactly when a fault was noted.</summary>
    public static ReceiptKey? Read(PosLogNode node, string partner)
    {
        var before = node.Faults.Count;
        var store = node.Text("RetailStoreID") ?? node.Child("BusinessUnit")?.Text("UnitID");
        if (store is null && node.Faults.Count == before) node.Fault("has no RetailStoreID");
        var station = node.Required("WorkstationID");
        var sequence = node.Required("SequenceNumber");
        var day = node.Date("BusinessDayDate");
        return node.Faults.Count > before || store is null || station is null || sequence is null
            ? null
            : new ReceiptKey(partner, store, $"{station}-{sequence}", day);
    }

    public static bool IsVoid(PosLogNode link) => VoidReasons.Contains(link.Attribute("ReasonCode"));
}
