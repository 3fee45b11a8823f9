using Loyalty.Purchases;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the data of <c>purchase.refunded</c> and the body of <c>POST /api/refunds</c>. Amounts are what was paid back, so
/// positive.</summary>
public static class RefundReader
{
    /// <summary>Null exactly when a fault was noted.</summary>
    public static Refund? Read(Fields data, string partner)
    {
        var before = data.Faults.Count;
        var receipt = ReceiptReader.Read(data, partner);
        var id = data.Required("refundId");
        var currency = data.Currency("currency");
        var total = data.Amount("total", currency);
        var lines = LineReader.Read(data, currency);
        if (data.Faults.Count > before || receipt is null || id is null || total is null) return null;
        var refund = new Refund(receipt, id, total.Value, lines);
        return PurchaseFaults.Note(data, refund.Check()) ? null : refund;
    }
}
