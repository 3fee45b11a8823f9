using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Square;

/// <summary>How a Square payment was made, in the hub's words: a gift card, Square's own or another, must not earn a second time.</summary>
internal static class SquareTender
{
    public static Tender? Read(Fields payment, Money amount)
    {
        if (VendorFields.Usable(payment, "source_type", 32) is not { } source) return null;
        return new Tender(IsGiftCard(payment) ? "giftcard" : source.ToLowerInvariant(), amount);
    }

    /// <summary>What Square knows a payment card by, whoever pays with it.</summary>
    public static string? Fingerprint(Fields payment) => Text(Known(Known(payment, "card_details"), "card"), "fingerprint");

    private static bool IsGiftCard(Fields payment) =>
        Text(Known(Known(payment, "card_details"), "card"), "card_brand") == "SQUARE_GIFT_CARD"
        || Text(Known(payment, "external_details"), "type") == "OTHER_GIFT_CARD";

    private static Fields? Known(Fields? fields, string name) =>
        fields is { } parent && parent.TryGet(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.Object
            ? parent.Nested(name)
            : null;

    private static string? Text(Fields? fields, string name) => fields is { } known ? VendorFields.Usable(known, name) : null;
}
