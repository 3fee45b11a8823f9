using Loyalty;
using Loyalty.Purchases;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the data of <c>purchase.completed</c>, which is also the body of the purchase routes; <c>member</c> and
/// <c>occurredAt</c> are the caller's.</summary>
public static class PurchaseReader
{
    /// <summary>Null exactly when a fault was noted. The partner comes from the caller's credential, never from the body.</summary>
    public static Purchase? Read(Fields data, string partner)
    {
        var before = data.Faults.Count;
        var receipt = ReceiptReader.Read(data, partner);
        var register = data.Optional("registerId");
        var channel = data.Optional("channel");
        var currency = data.Currency("currency");
        var total = data.Amount("total", currency);
        var lines = LineReader.Read(data, currency);
        var tendered = data.List("tenders", Purchase.MaximumTenders);
        var tenders = tendered.Select(tender => ReadTender(tender, currency)).OfType<Tender>().ToList();
        if (data.Faults.Count > before || receipt is null || total is null) return null;
        var purchase = new Purchase(receipt, register, total.Value, lines, tenders, channel);
        return PurchaseFaults.Note(data, purchase.Check()) ? null : purchase;
    }

    private static Tender? ReadTender(Fields tender, Currency? currency)
    {
        var type = tender.Required("type");
        // Read again by TenderCards where it is looked at.
        _ = tender.Optional("fingerprint", FieldValues.TextLength);
        return tender.Amount("amount", currency) is { } amount && type is not null ? new Tender(type, amount) : null;
    }
}
