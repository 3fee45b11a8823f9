using System.Text.Json;
using Loyalty;
using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Odoo;

/// <summary>Reads <c>{_model, _id, …fields that the rule selects}</c>. Odoo writes false for an empty text and UTC without an offset.</summary>
internal static class OdooReader
{
    private const string PartnerType = "odoo-partner";

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var record = Fields.Of(root);
        var model = record.Required("_model");
        var id = VendorFields.RequiredId(record, "_id");
        if (model is null || id is null) return ParsedDelivery.Refused(record.Faults);
        var at = VendorTimes.Read(record, "write_date") ?? InboundEvent.Undated;
        return ParsedDelivery.From(ReadRecord(record, model, id, at, partner), record);
    }

    private static InboundEvent? ReadRecord(Fields record, string model, string id, DateTimeOffset at, Partner partner) => model switch
    {
        "res.partner" => ReadCustomer(record, id, at),
        "product.product" or "product.template" => ReadItem(record, at, partner),
        "account.payment" => ReadPayment(record, id, at, partner),
        "account.move" => ReadMove(record, id, at, partner),
        _ => new NotHandled(at, model),
    };

    // Odoo archives where others delete, and tells it where the rule selects the field.
    private static bool IsArchived(Fields record) => record.TryGet("active", out var active) && active.ValueKind == JsonValueKind.False;

    private static InboundEvent? ReadCustomer(Fields record, string id, DateTimeOffset at)
    {
        if (VendorFields.Member(PartnerType, id) is not { } customer)
        {
            record.Fault("_id", "cannot be an identity");
            return null;
        }

        if (IsArchived(record)) return new CustomerRemoved(at, customer);
        var email = VendorFields.UsableEmail(record, "email");
        var phone = VendorFields.UsablePhone(record, "mobile") ?? VendorFields.UsablePhone(record, "phone");
        return new CustomerUpdated(at, customer, ProfilePatch.OfKnown(new Profile(Email: email, Phone: phone))) { AlsoKnownAs = VendorFields.ByEmail(email) };
    }

    private static InboundEvent ReadItem(Fields record, DateTimeOffset at, Partner partner)
    {
        if (VendorFields.Usable(record, "default_code", FieldValues.IdLength) is not { } sku) return new NotHandled(at, "article without code");
        if (IsArchived(record)) return new ItemRemoved(at, sku, null);
        var price = record.Has("list_price") ? VendorFields.Amount(record, "list_price", CurrencyOf(partner)) : null;
        var cost = record.Has("standard_price") ? VendorFields.Amount(record, "standard_price", CurrencyOf(partner)) : null;
        return new ItemsUpdated(at, [new Item(sku, Reference(record, "categ_id").Name, price, null) { MarginRate = Item.MarginOf(price, cost) }]);
    }

    private static InboundEvent? ReadPayment(Fields record, string id, DateTimeOffset at, Partner partner)
    {
        if (VendorFields.Usable(record, "state") is "draft" or "cancel" or "canceled") return new NotHandled(at, "payment not posted");
        var currency = CurrencyOf(partner);
        var amount = VendorFields.Amount(record, "amount", currency);
        var payer = VendorFields.Member(PartnerType, Reference(record, "partner_id").Id);
        if (payer is null) record.Fault("partner_id", "must be an id, or an id and a name");
        var invoice = VendorFields.Usable(record, "memo", FieldValues.IdLength) ?? VendorFields.Usable(record, "ref", FieldValues.IdLength);
        return amount is null || payer is null
            ? null
            : new CashReceiptPosted(at, VendorFields.Usable(record, "name", FieldValues.IdLength) ?? id, invoice, null, payer, amount.Value);
    }

    // A credit note names the invoice that it reverses, in its display name before any reference of the customer's.
    private static InboundEvent? ReadMove(Fields record, string id, DateTimeOffset at, Partner partner)
    {
        if (VendorFields.Usable(record, "move_type") != "out_refund" || VendorFields.Usable(record, "state") != "posted"
            || Reference(record, "reversed_entry_id").Name is not { } reversed) return new NotHandled(at, "account.move");
        var currency = Currency.TryGet(Reference(record, "currency_id").Name ?? partner.Currency ?? "", out var told) ? told : CurrencyOf(partner);
        var number = VendorFields.Usable(record, "name", FieldValues.IdLength) ?? id;
        return VendorFields.Amount(record, "amount_total", currency) is not { } amount ? null
            : amount.Minor <= 0 ? new NotHandled(at, "account.move of nothing")
            : new CreditMemoPosted(at, new Refund(ReceiptKey.OfInvoice(partner.Id, reversed.Split(' ')[0]), number, amount, []));
    }

    private static Currency? CurrencyOf(Partner partner) => Currency.TryGet(partner.Currency ?? "", out var currency) ? currency : null;

    // A reference is an id, or an array of id and name.
    private static (string? Id, string? Name) Reference(Fields record, string field)
    {
        if (!record.TryGet(field, out var value)) return default;
        if (value.ValueKind == JsonValueKind.Number) return (Digits(value), null);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 2) return default;
        var name = value[1].ValueKind == JsonValueKind.String && value[1].GetString() is { Length: > 0 and <= FieldValues.IdLength } text ? text : null;
        return (Digits(value[0]), name);
    }

    private static string? Digits(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetRawText() is { Length: <= 20 } digits && digits.All(char.IsAsciiDigit) ? digits : null;
}
