using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Shopify;

/// <summary>Reads a refund: by the goods that came back or, where none did, by the amount that was given back on them. Refunded shipping
/// earned nothing.</summary>
internal static class ShopifyRefundReader
{
    private const int MaxAdjustments = 100;

    public static InboundEvent? Read(Fields refund, string topic, string partner)
    {
        var before = refund.Faults.Count;
        var receipt = ShopifyReader.Receipt(refund, "order_id", partner);
        var id = VendorFields.RequiredId(refund, "id");
        var at = refund.Instant("processed_at") ?? refund.RequiredInstant("created_at");
        var lines = refund.List("refund_line_items", Purchase.MaximumLines).Select(ReadLine).OfType<PurchaseLine>().ToList();
        var amounts = lines.Count > 0 ? lines.ConvertAll(line => line.Amount) : ReadAdjustments(refund);
        if (refund.Faults.Count > before || receipt is null || id is null || at is null) return null;
        var minor = amounts.Sum(amount => amount.Minor);
        if (minor <= 0) return new NotHandled(at.Value, $"{topic} without goods");
        var read = new Refund(receipt, id, new Money(minor, amounts[0].Currency), lines);
        return PurchaseFaults.Note(refund, read.Check()) ? null : new PurchaseRefunded(at.Value, read);
    }

    // The line's subtotal already has its discounts taken off.
    private static PurchaseLine? ReadLine(Fields item)
    {
        var quantity = VendorFields.Count(item, "quantity");
        var amount = ShopMoney(item, "subtotal_set");
        var article = item.Nested("line_item");
        if (quantity is null || amount is null) return null;
        var (sku, category) = article is { } sold ? (ShopifyOrderReader.Sku(sold), ShopifyOrderReader.Category(sold)) : ("custom", null);
        return new PurchaseLine(sku, category, quantity.Value * PurchaseLine.One, amount.Value);
    }

    // Shopify books what it gives back without goods as a negative adjustment.
    private static List<Money> ReadAdjustments(Fields refund) =>
        [.. refund.List("order_adjustments", MaxAdjustments)
            .Where(adjustment => VendorFields.Usable(adjustment, "kind") != "shipping_refund")
            .Select(adjustment => ShopMoney(adjustment, "amount_set"))
            .OfType<Money>()
            .Select(amount => amount with { Minor = -amount.Minor })];

    private static Money? ShopMoney(Fields item, string name) =>
        item.RequiredNested(name)?.RequiredNested("shop_money") is { } money
            ? VendorFields.Amount(money, "amount", money.Currency("currency_code"))
            : null;
}
