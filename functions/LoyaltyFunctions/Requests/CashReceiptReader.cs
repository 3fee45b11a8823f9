using LoyaltyFunctions.Connectors;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the data of <c>cashreceipt.posted</c>.</summary>
public static class CashReceiptReader
{
    /// <summary>Null exactly when a fault was noted.</summary>
    public static CashReceiptPosted? Read(Fields data, DateTimeOffset occurredAt)
    {
        var before = data.Faults.Count;
        var id = data.Required("cashReceiptId");
        var invoice = data.Optional("invoiceId");
        var receipt = data.Optional("receiptId");
        var customer = IdentityReader.ReadRequired(data, "customer");
        var amount = data.Amount("amount", data.Currency("currency"));
        if (!data.Has("postedOn")) data.Fault("postedOn", "is missing");
        var posted = data.Date("postedOn");
        return data.Faults.Count > before || id is null || customer is null || amount is null
            ? null
            : new CashReceiptPosted(occurredAt, id, invoice, receipt, customer, amount.Value) { PostedOn = posted };
    }
}
