using Loyalty;
using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Shopify;

/// <summary>Reads a paid order. The total that earns is the sum of its lines, price times quantity less their share of discounts:
/// shipping, taxes that
/// are not in the prices, and tips earn nothing.</summary>
internal static class ShopifyOrderReader
{
    private const int MaxDiscounts = 100;

    public static PurchaseCompleted? Read(Fields order, string partner)
    {
        var before = order.Faults.Count;
        var receipt = ShopifyReader.Receipt(order, "id", partner);
        var at = order.Instant("processed_at") ?? order.RequiredInstant("created_at");
        var currency = order.Currency("currency");
        if (!order.Has("line_items")) order.Fault("line_items", "is missing");
        var items = order.List("line_items", Purchase.MaximumLines);
        var lines = items.Select(item => ReadLine(item, currency)).OfType<PurchaseLine>().ToList();
        if (order.Faults.Count > before || receipt is null || at is null || currency is null) return null;
        var total = new Money(lines.Sum(line => line.Amount.Minor), currency);
        var purchase = new Purchase(receipt, null, total, lines, [], Channel(order));
        return PurchaseFaults.Note(order, purchase.Check()) ? null : new PurchaseCompleted(at.Value, purchase, Member(order));
    }

    /// <summary>What an article is known by: its SKU or, since shops may leave that empty, the number of its variant or product.</summary>
    public static string Sku(Fields item) =>
        VendorFields.Usable(item, "sku", FieldValues.IdLength)
        ?? (VendorFields.Id(item, "variant_id") is { } variant ? $"variant:{variant}" : null)
        ?? (VendorFields.Id(item, "product_id") is { } product ? $"product:{product}" : "custom");

    /// <summary>Money put on a gift card earns when it is spent, so such a line has the category that programmes exclude.</summary>
    public static string? Category(Fields item) =>
        item.TryGet("gift_card", out var card) && card.ValueKind == System.Text.Json.JsonValueKind.True ? "giftcard" : null;

    private static PurchaseLine? ReadLine(Fields item, Currency? currency)
    {
        var price = VendorFields.Amount(item, "price", currency);
        var quantity = VendorFields.Count(item, "quantity");
        var shares = item.List("discount_allocations", MaxDiscounts);
        var discounts = shares.Select(share => VendorFields.Amount(share, "amount", currency)).OfType<Money>().ToList();
        if (price is null || quantity is null || discounts.Count < shares.Count) return null;
        var minor = (Int128)price.Value.Minor * quantity.Value - discounts.Sum(share => share.Minor);
        if (minor >= 0 && minor <= FieldValues.MaxMinor)
            return new PurchaseLine(Sku(item), Category(item), quantity.Value * PurchaseLine.One, price.Value with { Minor = (long)minor });
        item.Fault("discount_allocations", "take more than the price, or the price is out of range");
        return null;
    }

    private static Identity? Member(Fields order) =>
        ShopifyCustomerReader.Identify(order) ?? ByEmail(order, "email") ?? ByEmail(order, "contact_email");

    private static Identity? ByEmail(Fields order, string name) =>
        Identity.TryCreate("email", VendorFields.Usable(order, name), out var identity, out _) ? identity : null;

    private static string? Channel(Fields order) =>
        VendorFields.Usable(order, "source_name", FieldValues.IdLength) is { } source ? source == "web" ? "online" : source : null;
}
