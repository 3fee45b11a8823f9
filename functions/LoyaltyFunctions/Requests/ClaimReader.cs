using Loyalty;

namespace LoyaltyFunctions.Requests;

/// <summary>A claim of points for a sale that earned none: which receipt or invoice, and what is known of it.</summary>
public sealed record MissingPointsClaim(string MemberId, string? ReceiptId, string? InvoiceId)
{
    public string? StoreId { get; init; }

    /// <summary>What was paid, in the currency of the receipt where the claim names none.</summary>
    public string? Amount { get; init; }

    public Currency? Currency { get; init; }

    public DateOnly? OccurredOn { get; init; }

    public bool IsOf(Money money) => Amount is not null
        && (Currency is null || Currency == money.Currency) && Money.TryParse(Amount, money.Currency, out var own, out _) && own == money;
}

/// <summary>Reads the body of <c>POST /api/claims</c>.</summary>
public static class ClaimReader
{
    /// <summary>Null exactly when a fault was noted.</summary>
    public static MissingPointsClaim? Read(Fields data)
    {
        var before = data.Faults.Count;
        var member = data.Required("memberId", 64);
        var (receipt, invoice) = (data.Optional("receiptId"), data.Optional("invoiceId"));
        if (receipt is null && invoice is null && data.Faults.Count == before) data.Fault("receiptId", "is missing, and so is invoiceId");
        if (receipt is not null && invoice is not null) data.Fault("invoiceId", "cannot be told besides receiptId");
        var store = data.Optional("storeId");
        var currency = data.Has("currency") ? data.Currency("currency") : null;
        var amount = data.Optional("amount", 32);
        if (amount is not null && (!Rational.TryParse(amount, out var value) || value.Sign <= 0)) data.Fault("amount", "must be a decimal string above 0 such as \"42.50\"");
        var on = data.Date("occurredOn");
        return data.Faults.Count > before || member is null
            ? null
            : new MissingPointsClaim(member, receipt, invoice) { StoreId = store, Amount = amount, Currency = currency, OccurredOn = on };
    }
}
