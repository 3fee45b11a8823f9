using Loyalty.Members;
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
        var (store, reverses, card) = (data.Optional("storeId"), data.Optional("reverses"), CardOf(data, customer));
        return data.Faults.Count > before || id is null || customer is null || amount is null
            ? null
            : new CashReceiptPosted(occurredAt, id, invoice, receipt, customer, amount.Value) { PostedOn = posted, StoreId = store, Card = card, Reverses = reverses };
    }

    /// <summary>The card of a payment: its fingerprint under that name, or who paid where that is a card.</summary>
    public static Identity? CardOf(Fields data, Identity? customer)
    {
        if (data.Optional("fingerprint", FieldValues.TextLength) is not { } fingerprint) return customer?.Type == Identity.PaymentCard ? customer : null;
        if (Identity.TryCreate(Identity.PaymentCard, fingerprint, out var card, out var problem)) return card;
        data.Fault("fingerprint", problem);
        return null;
    }
}
