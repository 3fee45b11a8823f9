using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Loyalty.Entries;

namespace Loyalty.Purchases;

/// <summary>What makes a receipt one receipt, whichever delivery, claim or refund names it.</summary>
public sealed record ReceiptKey(string Partner, string StoreId, string ReceiptId, DateOnly? BusinessDate)
{
    private const string Invoices = "invoice";
    private const string CardPayments = "card-payment";

    /// <summary>An invoice of an ERP, which is a purchase where somebody earned by it.</summary>
    public static ReceiptKey OfInvoice(string partner, string number) => new(partner, Invoices, number, null);

    /// <summary>A payment by card, as the cash receipt numbers it that settles it.</summary>
    public static ReceiptKey OfCardPayment(string partner, string cashReceiptId) => new(partner, CardPayments, cashReceiptId, null);

    /// <summary>Lowercase hex SHA-256 over the parts, each behind its length, so that no two receipts share a text.</summary>
    public string Hash { get; } = Digest(Partner, StoreId, ReceiptId, BusinessDate);

    internal EntrySource Source(string? reference, string? refundId = null) =>
        new(Partner, StoreId, ReceiptId, BusinessDate, refundId, reference);

    private static string Digest(string partner, string storeId, string receiptId, DateOnly? businessDate)
    {
        var day = businessDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        var text = new StringBuilder();
        foreach (var part in (ReadOnlySpan<string>)[partner, storeId, receiptId, day])
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
