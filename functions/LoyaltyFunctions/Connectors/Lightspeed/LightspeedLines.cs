using System.Text.Json;
using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Lightspeed;

/// <summary>Lines and payments of a sale, where they add up to its total; else none, and the total counts as one line. What one line holds
/// differs between versions of the format, and a sale must not be lost over it.</summary>
internal static class LightspeedLines
{
    public static IReadOnlyList<PurchaseLine> Read(Fields sale, Money total)
    {
        var lines = sale.List("register_sale_products", Purchase.MaximumLines).Select(line => ReadLine(line, total.Currency)).ToList();
        return Add(lines.Select(line => line?.Amount), total) ? [.. lines.OfType<PurchaseLine>()] : [];
    }

    public static IReadOnlyList<Tender> ReadTenders(Fields sale, Money total)
    {
        var tenders = sale.List("register_sale_payments", Purchase.MaximumTenders).Select(payment => ReadTender(payment, total.Currency)).ToList();
        return Add(tenders.Select(tender => tender?.Amount), total) ? [.. tenders.OfType<Tender>()] : [];
    }

    private static bool Add(IEnumerable<Money?> parts, Money total)
    {
        var known = parts.ToList();
        return known.Count > 0 && known.TrueForAll(part => part is { Minor: <= FieldValues.MaxMinor and >= -FieldValues.MaxMinor })
            && known.Sum(part => part!.Value.Minor) == total.Minor;
    }

    private static PurchaseLine? ReadLine(Fields line, Currency currency)
    {
        var sku = VendorFields.Usable(line, "sku", FieldValues.IdLength) ?? VendorFields.Usable(line, "product_id", FieldValues.IdLength);
        if (sku is null || !PurchaseLine.TryParseQuantity(Number(line, "quantity"), out var thousandths)) return null;
        return Parse(line, "price_total", currency) is { } goods && Parse(line, "tax_total", currency) is { } tax
            ? new PurchaseLine(sku, null, thousandths, goods with { Minor = goods.Minor + tax.Minor })
            : null;
    }

    private static Tender? ReadTender(Fields payment, Currency currency)
    {
        var name = VendorFields.Usable(payment, "name", FieldValues.IdLength);
        if (name is null || Parse(payment, "amount", currency) is not { } amount) return null;
        return new Tender(IsGiftCard(name) ? "giftcard" : name.ToLowerInvariant(), amount);
    }

    private static bool IsGiftCard(string name) => name.Replace(" ", "", StringComparison.Ordinal).Contains("giftcard", StringComparison.OrdinalIgnoreCase);

    private static Money? Parse(Fields fields, string name, Currency currency) =>
        Money.TryParse(Number(fields, name), currency, out var money, out _) && money.Minor is <= FieldValues.MaxMinor and >= -FieldValues.MaxMinor
            ? money
            : null;

    private static string? Number(Fields fields, string name) => !fields.TryGet(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Number when value.GetRawText().Length <= 32 => value.GetRawText(),
        JsonValueKind.String when value.GetString()!.Length <= 32 => value.GetString(),
        _ => null,
    };
}
