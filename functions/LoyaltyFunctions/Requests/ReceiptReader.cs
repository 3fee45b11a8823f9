using Loyalty.Purchases;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads what names a receipt: <c>storeId</c>, <c>receiptId</c> and, where the till numbers anew each day,
/// <c>businessDate</c>.</summary>
public static class ReceiptReader
{
    public static ReceiptKey? Read(Fields data, string partner)
    {
        var store = data.Required("storeId");
        var receipt = data.Required("receiptId");
        var day = data.Date("businessDate");
        return store is null || receipt is null ? null : new ReceiptKey(partner, store, receipt, day);
    }
}
