using System.Text.Json;
using Loyalty;
using Loyalty.Purchases;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads <c>lines</c>. An empty array says as much as none: the total is one line.</summary>
public static class LineReader
{
    private const int QuantityLength = 20;

    public static IReadOnlyList<PurchaseLine> Read(Fields data, Currency? currency) =>
        [.. data.List("lines", Purchase.MaximumLines).Select(line => ReadLine(line, currency)).OfType<PurchaseLine>()];

    private static PurchaseLine? ReadLine(Fields line, Currency? currency)
    {
        var sku = line.Required("sku");
        var category = line.Optional("category");
        var quantity = ReadQuantity(line);
        var amount = line.Amount("amount", currency);
        return sku is null || quantity is null || amount is null ? null : new PurchaseLine(sku, category, quantity.Value, amount.Value);
    }

    // A quantity may be a JSON number: its text is read, so nothing passes through binary fractions.
    private static long? ReadQuantity(Fields line)
    {
        if (!line.TryGet("quantity", out var value)) line.Fault("quantity", "is missing");
        else if (TextOf(value) is { Length: <= QuantityLength } text && PurchaseLine.TryParseQuantity(text, out var thousandths))
            return thousandths;
        else line.Fault("quantity", "must be a number or a decimal string with at most three decimals");
        return null;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
